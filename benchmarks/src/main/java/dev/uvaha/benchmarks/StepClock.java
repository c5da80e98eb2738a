package dev.uvaha.benchmarks;

import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Times the steps of a training from the end of one to the end of the next: everything counts that
/// a user waits for, the drawing of the batch too.
final class StepClock implements TrainingListener {
  private static final double NANOS = 1e9;

  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final int warmup;
  private long last;
  private long tokens;
  private OptionalLong peak = OptionalLong.empty();

  StepClock(int warmup) {
    this.warmup = warmup;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started _ -> last = System.nanoTime();
      case TrainingEvent.Stepped(_, double loss, long predicted) -> stepped(loss, predicted);
      case TrainingEvent.Reported _,
          TrainingEvent.Validated _,
          TrainingEvent.Saved _,
          TrainingEvent.Finished _ -> {}
    }
  }

  private void stepped(double loss, long predicted) {
    losses.add(loss);
    if (losses.size() > warmup) {
      seconds.add((System.nanoTime() - last) / NANOS);
      tokens += predicted;
    }
    peak = Report.peakMegabytes();
    last = System.nanoTime();
  }

  /// Of the steps after the warm-up.
  Timings timings() {
    return new Timings(seconds);
  }

  /// Of every step.
  List<Double> losses() {
    return losses;
  }

  /// Predictions a second over the steps after the warm-up.
  double tokensPerSecond() {
    return tokens / seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  /// The process's peak memory after the last step, before the model is saved.
  OptionalLong peakMegabytes() {
    return peak;
  }
}
