package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.uvaha.training.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stopped and resumed equals never stopped, bit for bit.
class ResumeTest {
  private static final long STEPS = 29;

  @TempDir Path folder;

  private Run uninterrupted() {
    var run = Run.create(folder.resolve("whole"), RunContents.none());
    var result =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of())
            .train(run, new StopSignal());
    assertThat(result.ending()).isEqualTo(Ending.STEPS);
    return run;
  }

  /// With 2 batches a step and 5 an epoch, an odd call is the first batch of a step: the stop comes
  /// in the midst of an accumulation, and of most epochs.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 14, 27, 43})
  void stoppingAndResumingChangesNothing(int lossCall) throws IOException {
    var whole = uninterrupted();
    var run = Run.create(folder.resolve("parts"), RunContents.none());
    var stop = new StopSignal();
    var calls = new AtomicInteger();
    var task =
        ToyTask.withDropout()
            .onLoss(() -> {
              if (calls.incrementAndGet() == lossCall) stop.request();
            });
    var first = new Trainer<>(task, ToyTask.config(STEPS), List.of()).train(run, stop);
    assertThat(first.ending()).isEqualTo(Ending.STOPPED);
    resume(run);
    assertSame(whole, run);
  }

  @Test
  void stoppingAgainAndAgainChangesNothing() throws IOException {
    var whole = uninterrupted();
    var run = Run.create(folder.resolve("parts"), RunContents.none());
    var ending = oneStep(run, Start.NEW);
    for (var i = 0; ending == Ending.STOPPED; i++) {
      assertThat(i).isLessThan(100);
      ending = oneStep(run, Start.RESUMED);
    }
    assertSame(whole, run);
  }

  private enum Start {
    NEW,
    RESUMED
  }

  private static Ending oneStep(Run run, Start start) {
    var stop = new StopSignal();
    TrainingListener stopAtOnce =
        event -> {
          if (event instanceof TrainingEvent.Stepped) stop.request();
        };
    var trainer = new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of(stopAtOnce));
    return switch (start) {
      case NEW -> trainer.train(run, stop).ending();
      case RESUMED -> trainer.resume(Run.open(run.folder()), stop).ending();
    };
  }

  @Test
  void aKilledRunGoesOnFromItsLastState() throws IOException {
    var whole = uninterrupted();
    var run = Run.create(folder.resolve("killed"), RunContents.none());
    TrainingListener kill =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped && stepped.progress().step() == 18)
            throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() ->
            new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of(kill))
                .train(run, new StopSignal()))
        .hasMessage("killed");
    var half = "last.safetensors.01234567-89ab-4cde-8f01-23456789abcd.part";
    var halves =
        List.of(
            run.folder().resolve(half),
            run.state().resolveSibling(half),
            run.checkpoint(18).resolveSibling(half));
    for (var file : halves) Files.writeString(file, "half a state");
    var own = Files.writeString(run.folder().resolve("symphony.part"), "the user's");
    Files.writeString(run.metrics(), Files.readString(run.metrics()) + "{\"step\":18,\"lo");
    resume(run);
    assertSame(whole, run);
    assertThat(halves).noneMatch(Files::exists);
    assertThat(own).hasContent("the user's");
  }

  @Test
  void aFolderIsOfOneTrainingAtATime() {
    var run = Run.create(folder.resolve("shared"), RunContents.none());
    var refusals = new ArrayList<Throwable>();
    TrainingListener intruder =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped && stepped.progress().step() == 14)
            refusals.add(catchThrowable(() -> resume(run)));
        };
    new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of(intruder))
        .train(run, new StopSignal());
    assertThat(refusals)
        .singleElement()
        .asInstanceOf(type(TrainingException.class))
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(run.folder() + " is being trained by another program");
    resume(run); // free again
  }

  private static void resume(Run run) {
    var result =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of())
            .resume(Run.open(run.folder()), new StopSignal());
    assertThat(result.ending()).isEqualTo(Ending.STEPS);
  }

  private static void assertSame(Run whole, Run parts) throws IOException {
    assertThat(parts.model()).hasSameBinaryContentAs(whole.model());
    assertThat(parts.average()).hasSameBinaryContentAs(whole.average());
    for (var step : List.of(21, 28, 29))
      if (Files.exists(whole.checkpoint(step)))
        assertThat(parts.checkpoint(step)).hasSameBinaryContentAs(whole.checkpoint(step));
    assertThat(lines(parts)).isEqualTo(lines(whole));
    assertThat(timeless(parts)).isEqualTo(timeless(whole));
  }

  /// The metrics without what a clock or the system says.
  private static List<String> lines(Run run) throws IOException {
    return Files.readAllLines(run.metrics()).stream()
        .map(line -> line.replaceAll("\"(seconds|tokens_per_second|memory)\":[-\\d.E]+,?", ""))
        .toList();
  }

  /// The last state's tensors: all bytes after the header, which has the elapsed time.
  private static byte[] timeless(Run run) throws IOException {
    var bytes = Files.readAllBytes(run.state());
    var header = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(0);
    return java.util.Arrays.copyOfRange(bytes, (int) (8 + header), bytes.length);
  }

  @Test
  void otherDataIsRefused() {
    var run = Run.create(folder.resolve("run"), RunContents.none());
    var _ =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(7), List.of())
            .train(run, new StopSignal());
    var other = new ChangedData(ToyTask.withDropout());
    assertThatThrownBy(() ->
            new Trainer<>(other, ToyTask.config(9), List.of())
                .resume(Run.open(run.folder()), new StopSignal()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("data");
  }

  private record ChangedData(ToyTask task) implements TrainingTask<ToyTask.Batch> {
    @Override
    public dev.uvaha.nn.Layer model() {
      return task.model();
    }

    @Override
    public java.util.Iterator<DrawnBatch<ToyTask.Batch>> batches(dev.uvaha.data.BatchCursor from) {
      return task.batches(from);
    }

    @Override
    public LossSum loss(ToyTask.Batch batch, dev.uvaha.nn.Mode mode) {
      return task.loss(batch, mode);
    }

    @Override
    public long fingerprint() {
      return 7;
    }
  }

  @Test
  void aDamagedStateIsOneClearLine() throws IOException {
    var run = Run.create(folder.resolve("run"), RunContents.none());
    Files.writeString(run.state(), "not a state at all");
    assertThatThrownBy(() -> resume(run))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("last.safetensors")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFolderHoldsOneRun() {
    var empty = folder.resolve("empty");
    assertThatThrownBy(() -> Run.open(empty))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("nothing to resume");
    var run = Run.create(empty, RunContents.none());
    var _ =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(3), List.of())
            .train(run, new StopSignal());
    assertThatThrownBy(() -> Run.create(empty, RunContents.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resume it");
  }

  @Test
  void aRunThatIsKilledBeforeItsFirstStepGoesOn() throws IOException {
    var whole = uninterrupted();
    var run = Run.create(folder.resolve("killed"), RunContents.none());
    TrainingListener kill =
        event -> {
          if (event instanceof TrainingEvent.Stepped) throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() ->
            new Trainer<>(ToyTask.withDropout(), ToyTask.config(STEPS), List.of(kill))
                .train(run, new StopSignal()))
        .hasMessage("killed");
    resume(run);
    assertSame(whole, run);
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    var other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("model.safetensors"), "weights");
    assertThatThrownBy(() -> Run.create(other, into -> Files.createFile(into.resolve("config"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(other + " is not empty, and holds no run to resume: choose another folder");
    try (var files = Files.list(other)) {
      assertThat(files).hasSize(1);
    }
    var file = other.resolve("model.safetensors");
    assertThatThrownBy(() -> Run.create(file, RunContents.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is a file: choose a folder");
    assertThat(file).hasContent("weights");
  }

  /// The metrics are those of steps 4, 8, the average, and then of steps 12 and its average: lower,
  /// but better than that of step 8.
  @Test
  void aBetterAverageStaysTheModelWhenTheRunGoesOn() throws IOException {
    var scores = new double[] {1, 2, 9, 3, 4};
    var calls = new AtomicInteger();
    var run = Run.create(folder.resolve("run"), RunContents.none());
    train(scores, calls, 8, trainer -> trainer.train(run, new StopSignal()));
    assertThat(run.model()).hasSameBinaryContentAs(run.average());
    var best = Files.readAllBytes(run.model());
    train(scores, calls, 12, trainer -> trainer.resume(Run.open(run.folder()), new StopSignal()));
    assertThat(calls).hasValue(5);
    assertThat(Files.readAllBytes(run.model())).isEqualTo(best);
    var unbroken = Run.create(folder.resolve("unbroken"), RunContents.none());
    train(
        new double[] {1, 2, 3, 4},
        new AtomicInteger(),
        12,
        trainer -> trainer.train(unbroken, new StopSignal()));
    assertThat(run.checkpoint(12)).hasSameBinaryContentAs(unbroken.checkpoint(12));
  }

  private static void train(
      double[] scores,
      AtomicInteger calls,
      long steps,
      Function<Trainer<ToyTask.Batch>, TrainingResult> begin) {
    var config =
        ToyTask.config(steps)
            .with(new Intervals(3, 4, 5))
            .with(
                new CheckpointConfig(
                    2, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.METRIC, 0));
    var task = ToyTask.withDropout().metricOf(() -> scores[calls.getAndIncrement()]);
    assertThat(begin.apply(new Trainer<>(task, config, List.of())).ending())
        .isEqualTo(Ending.STEPS);
  }

  @Test
  void aDiskThatTakesNothingIsOneClearLine() throws IOException {
    var run = Run.create(folder.resolve("run"), RunContents.none());
    Files.createDirectories(run.state().resolve("a folder where the file should be"));
    assertThatThrownBy(() ->
            new Trainer<>(ToyTask.withDropout(), ToyTask.config(9), List.of())
                .train(run, new StopSignal()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("last.safetensors")
        .hasMessageNotContaining("\n");
  }
}
