package dev.uvaha.training;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How long a training has been going, over all its resumed parts, and how long it will.
final class Clock {
  private final Limits limits;
  private final TrainingTask<?> task;
  private Duration before = Duration.ZERO;
  private long began = System.nanoTime();
  private double doneBefore;
  private int knownEpoch = -1;
  private OptionalInt knownBatches = OptionalInt.empty();

  Clock(Limits limits, TrainingTask<?> task) {
    this.limits = limits;
    this.task = task;
  }

  void start(Journal journal) {
    before = Duration.ofMillis(journal.elapsedMillis());
    began = System.nanoTime();
    doneBefore = done(journal, before);
  }

  Duration elapsed() {
    return before.plusNanos(System.nanoTime() - began);
  }

  Progress progress(Journal journal) {
    var elapsed = elapsed();
    var done = done(journal, elapsed);
    return new Progress(
        journal.step(),
        limits.steps(),
        journal.tokens(),
        journal.data().cursor().epoch(),
        elapsed,
        done,
        remaining(done, elapsed));
  }

  private Optional<Duration> remaining(double done, Duration elapsed) {
    if (done <= doneBefore) return Optional.empty();
    var here = elapsed.minus(before).toMillis();
    return Optional.of(Duration.ofMillis((long) (here * (1 - done) / (done - doneBefore))));
  }

  private double done(Journal journal, Duration elapsed) {
    var cursor = journal.data().cursor();
    var batches = batchesIn(cursor.epoch());
    var inEpoch = batches.isPresent() ? (double) cursor.position() / batches.getAsInt() : 0;
    return limits.done(journal.step(), cursor.epoch() + inEpoch, elapsed);
  }

  /// Asked for once an epoch: counting means ordering all of its batches.
  private OptionalInt batchesIn(int epoch) {
    if (epoch != knownEpoch) {
      knownBatches = task.batchesIn(epoch);
      knownEpoch = epoch;
    }
    return knownBatches;
  }
}
