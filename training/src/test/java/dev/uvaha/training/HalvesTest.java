package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Engine;
import dev.uvaha.tensor.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A step whose batch is learnt in two halves at once.
class HalvesTest {
  private static final int STEPS = 23;

  @TempDir private Path folder = Path.of("");

  /// A toy task that comes in halves.
  ///
  /// @param threads that have computed a loss
  private record Halved(ToyTask whole, Set<Thread> threads) implements TrainingTask<ToyTask.Batch> {
    static Halved of(ToyTask whole) {
      return new Halved(whole, ConcurrentHashMap.newKeySet());
    }

    @Override
    public ToyTask.Model model() {
      return whole.model();
    }

    @Override
    public Iterator<DrawnBatch<ToyTask.Batch>> batches(BatchCursor from) {
      return whole.batches(from);
    }

    @Override
    public List<ToyTask.Batch> halves(ToyTask.Batch batch) {
      return Halves.of(batch.numbers()).stream().map(ToyTask.Batch::new).toList();
    }

    @Override
    public LossSum loss(ToyTask.Batch batch, Mode mode) {
      threads.add(Thread.currentThread());
      return whole.loss(batch, mode);
    }
  }

  @BeforeEach
  void thereAreTwoThreads() {
    assumeTrue(SideBySide.isPossible(), "needs 2 or 3 threads, and no MKL");
  }

  private <B> List<Double> curve(TrainingTask<B> task, String name) {
    var losses = new ArrayList<Double>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped) losses.add(stepped.loss());
        };
    var run = Run.create(folder.resolve(name), RunContents.none());
    var _ =
        new Trainer<>(task, ToyTask.config(STEPS), List.of(listener)).train(run, new StopSignal());
    return losses;
  }

  @Test
  void togetherTheyAreTheWhole() {
    var halved = Halved.of(ToyTask.withoutDropout(ToyTask.Data::random));
    var inHalves = curve(halved, "halves");
    var whole = curve(ToyTask.withoutDropout(ToyTask.Data::random), "whole");
    assertThat(halved.threads()).hasSizeGreaterThan(1);
    for (var step = 0; step < STEPS; step++)
      assertThat(inHalves.get(step)).isCloseTo(whole.get(step), within(1e-5));
  }

  @Test
  void withDropoutTheSameSeedGivesTheSameWeightsBitForBit() throws Exception {
    var first = curve(Halved.of(ToyTask.withDropout()), "first");
    var second = curve(Halved.of(ToyTask.withDropout()), "second");
    assertThat(second).hasSize(STEPS).isEqualTo(first);
    assertThat(Files.readAllBytes(folder.resolve("second").resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("first").resolve("model.safetensors")));
  }

  @Test
  void stoppingAndResumingChangesNothing() throws Exception {
    var _ = curve(Halved.of(ToyTask.withDropout()), "whole");
    var run = Run.create(folder.resolve("parts"), RunContents.none());
    var _ =
        new Trainer<>(Halved.of(ToyTask.withDropout()), ToyTask.config(STEPS / 2), List.of())
            .train(run, new StopSignal());
    var _ =
        new Trainer<>(Halved.of(ToyTask.withDropout()), ToyTask.config(STEPS), List.of())
            .resume(run, new StopSignal());
    assertThat(Files.readAllBytes(run.model()))
        .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve("model.safetensors")));
  }

  @Test
  void eachHalfDropsItsOwn() {
    var halved = curve(Halved.of(ToyTask.withDropout()), "halves");
    var whole = curve(ToyTask.withDropout(), "whole");
    assertThat(halved).isNotEqualTo(whole);
  }

  @Test
  void whatOneOfThemThrowsIsThrownAndThreadsAreAsBefore() {
    var before = Engine.threads();
    var here = Thread.currentThread();
    Runnable elsewhere =
        () -> {
          if (Thread.currentThread() != here) throw new IllegalStateException("ill");
        };
    var task = Halved.of(ToyTask.withoutDropout(ToyTask.Data::random).onLoss(elsewhere));
    assertThatThrownBy(() -> curve(task, "run")).hasMessage("ill");
    assertThat(Engine.threads()).isEqualTo(before);
  }

  @Test
  void nothingIsLeft() {
    var task = Halved.of(ToyTask.withDropout());
    LeakCheck.assertNothingIsLeft(() -> curve(task, "run" + System.nanoTime()));
  }
}
