package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.LiveTensors;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.CheckpointConfig.Criterion;
import dev.uvaha.training.CheckpointConfig.Kept;
import dev.uvaha.training.TrainingResult.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  /// Of float32 below 2: a sum of three over three is not three times a third, to the last bit.
  private static final float ROUNDING = 3e-7f;

  @TempDir Path folder;

  private Run run(String name) {
    return Run.create(folder.resolve(name), RunContents.none());
  }

  private static List<Double> curve(ToyTask task, TrainingConfig config, Run run) {
    var losses = new ArrayList<Double>();
    var listener =
        (TrainingListener)
            event -> {
              if (event instanceof TrainingEvent.Stepped stepped) losses.add(stepped.loss());
            };
    var _ = new Trainer<>(task, config, List.of(listener)).train(run, new StopSignal());
    return losses;
  }

  @Test
  void learnsTheToyTask() {
    var task = ToyTask.withoutDropout(ToyTask.Data::random);
    var run = run("run");
    var result = new Trainer<>(task, ToyTask.config(150), List.of()).train(run, new StopSignal());
    assertThat(result.ending()).isEqualTo(Ending.STEPS);
    assertThat(result.bestLoss().orElseThrow()).isLessThan(0.3);
    assertThat(run.model()).exists();
    assertThat(Validation.of(task, Precision.FLOAT32).loss().orElseThrow())
        .isEqualTo(result.bestLoss().orElseThrow());
  }

  @Test
  void theSameSeedGivesTheSameCurve() {
    var first = curve(ToyTask.withDropout(), ToyTask.config(23), run("first"));
    var second = curve(ToyTask.withDropout(), ToyTask.config(23), run("second"));
    assertThat(second).hasSize(23).isEqualTo(first);
  }

  @Test
  void validatingDoesNotChangeTheCurve() {
    var task = ToyTask.withDropout();
    var often = curve(task, ToyTask.config(23).with(new Intervals(3, 1, 5)), run("often"));
    var rarely =
        curve(
            ToyTask.withDropout(),
            ToyTask.config(23).with(new Intervals(3, 100, 5)),
            run("rarely"));
    assertThat(often).isEqualTo(rarely);
  }

  @Test
  void smallBatchesTogetherAreOneBigBatch() {
    var parts = IntStream.range(0, 3).mapToObj(ToyTaskParts::part).toList();
    var all = new ToyTask.Batch(parts.stream().flatMap(part -> part.numbers().stream()).toList());
    var small =
        ToyTask.withoutDropout(at -> parts.get((at.epoch() * ToyTask.EPOCH + at.position()) % 3));
    var big = ToyTask.withoutDropout(_ -> all);
    var accumulated = curve(small, accumulating(3), run("small"));
    var atOnce = curve(big, accumulating(1), run("big"));
    for (var step = 0; step < atOnce.size(); step++)
      assertThat(accumulated.get(step)).isCloseTo(atOnce.get(step), within(1e-5));
  }

  /// Batches of different sizes, so that a mean of means would differ.
  private static final class ToyTaskParts {
    static ToyTask.Batch part(int number) {
      return ToyTask.Data.random(new BatchCursor(0, number));
    }
  }

  private static TrainingConfig accumulating(int batches) {
    return ToyTask.config(11).with(new StepConfig(batches, 1, Precision.FLOAT32));
  }

  @Test
  void aLossThatIsNotANumberStopsWithOneLineAndKeepsTheState() throws Exception {
    var run = run("run");
    var task = ToyTask.withoutDropout(ToyTask.Data::random);
    var calls = new AtomicInteger();
    var spoiled =
        task.onLoss(() -> {
          if (calls.incrementAndGet() == 15) // of 2 batches a step: in step 8, after the save at 5
          task.model()
                .output()
                .weight()
                .assign(
                    dev.uvaha.tensor.Tensors.zerosLike(task.model().output().weight().value())
                        .fillInPlace(Double.NaN));
        });
    var saved = new AtomicReference<byte[]>(new byte[0]);
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Saved state && state.file().equals(run.state()))
            saved.set(read(run.state()));
        };
    var config = ToyTask.config(50).with(new Intervals(3, 100, 5));
    assertThatThrownBy(
            () -> new Trainer<>(spoiled, config, List.of(listener)).train(run, new StopSignal()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll("step 8", "NaN", "learning rate")
        .hasMessageNotContaining("\n");
    assertThat(Files.readAllBytes(run.state())).isEqualTo(saved.get());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void stopsEarlyWhenValidationGetsNoBetter() {
    var metrics = new AtomicInteger();
    double[] scores = {1, 3, 2, 3, 2.5, 9};
    var task = ToyTask.withDropout().metricOf(() -> scores[Math.min(metrics.getAndIncrement(), 5)]);
    var config =
        ToyTask.config(1000)
            .with(new Intervals(100, 2, 100))
            .with(new CheckpointConfig(0, Kept.LAST, Criterion.METRIC, 3));
    var run = run("run");
    var result = new Trainer<>(task, config, List.of()).train(run, new StopSignal());
    assertThat(result.ending()).isEqualTo(Ending.EARLY);
    assertThat(result.step()).isEqualTo(10);
  }

  @Test
  void endsByEpochsAndByTime() {
    var epochs = ToyTask.config(1).with(Limits.epochs(2));
    var result =
        new Trainer<>(ToyTask.withDropout(), epochs, List.of())
            .train(run("epochs"), new StopSignal());
    assertThat(result.ending()).isEqualTo(Ending.EPOCHS);
    assertThat(result.step()).isEqualTo(5);
    var time = ToyTask.config(1).with(Limits.time(Duration.ofMillis(1)));
    assertThat(
            new Trainer<>(ToyTask.withDropout(), time, List.of())
                .train(run("time"), new StopSignal())
                .ending())
        .isEqualTo(Ending.TIME);
  }

  @Test
  void theAverageIsTheMeanOfTheKeptCheckpoints() {
    var run = run("run");
    var _ =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(35), List.of())
            .train(run, new StopSignal());
    try (var _ = TensorScope.open();
        var average = Checkpoint.open(run.average());
        var first = Checkpoint.open(run.checkpoint(21));
        var second = Checkpoint.open(run.checkpoint(28));
        var third = Checkpoint.open(run.checkpoint(35))) {
      for (var name : average.names()) {
        var mean = first.tensor(name).add(second.tensor(name)).add(third.tensor(name)).divide(3);
        assertThat(average.tensor(name).toFloats())
            .containsExactly(mean.toFloats(), within(ROUNDING));
      }
    }
    assertThat(run.checkpoint(14)).doesNotExist();
  }

  @Test
  void keepsTheBestCheckpointsIfAskedTo() {
    var scores = new double[] {5, 1, 4, 2, 3};
    var calls = new AtomicInteger();
    var task = ToyTask.withDropout().metricOf(() -> scores[Math.min(calls.getAndIncrement(), 4)]);
    var config =
        ToyTask.config(10)
            .with(new Intervals(100, 2, 100))
            .with(new CheckpointConfig(2, Kept.BEST, Criterion.METRIC, 0));
    var run = run("run");
    var _ = new Trainer<>(task, config, List.of()).train(run, new StopSignal());
    assertThat(IntStream.rangeClosed(1, 10).filter(step -> Files.exists(run.checkpoint(step))))
        .containsExactly(2, 6);
  }

  @Test
  void releasesNativeMemory() {
    var task = ToyTask.withDropout();
    var runs = new AtomicInteger();
    var counts = new ArrayList<Long>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Stepped) counts.add(LiveTensors.count());
        };
    LeakCheck.assertNothingIsLeft(() -> {
      counts.clear();
      var _ =
          new Trainer<>(task, ToyTask.config(30), List.of(listener))
              .train(run("run" + runs.incrementAndGet()), new StopSignal());
    });
    assertThat(counts)
        .as("open tensors after each step of the last run")
        .hasSize(30)
        .containsOnly(counts.getFirst());
  }

  @Test
  void mixedPrecisionLearnsToo() {
    var config = ToyTask.config(60).with(new StepConfig(1, 1, Precision.BFLOAT16_MIXED));
    var curve = curve(ToyTask.withoutDropout(ToyTask.Data::random), config, run("run"));
    assertThat(curve.getLast()).isLessThan(0.7 * curve.getFirst());
  }
}
