package dev.uvaha.training;

import java.time.Duration;

/// When training ends: at whichever comes first.
///
/// @param time of training, added up over resumed runs; validation counts
public record Limits(long steps, int epochs, Duration time) {
  private static final Duration ALWAYS = Duration.ofDays(36_500);

  public Limits {
    if (steps < 1 || epochs < 1 || !time.isPositive())
      throw new IllegalArgumentException(
          "limits must be over 0: steps=%d, epochs=%d, time=%s".formatted(steps, epochs, time));
  }

  /// By the count of steps alone.
  public static Limits steps(long steps) {
    return new Limits(steps, Integer.MAX_VALUE, ALWAYS);
  }

  /// By passes over the data alone.
  public static Limits epochs(int epochs) {
    return new Limits(Long.MAX_VALUE, epochs, ALWAYS);
  }

  /// By the clock alone.
  public static Limits time(Duration time) {
    return new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, time);
  }

  /// How much of the time is behind, 0 to 1; 0 if it is not limited.
  double timeShare(Duration elapsed) {
    return time.equals(ALWAYS) ? 0 : Math.min(1, (double) elapsed.toMillis() / time.toMillis());
  }

  /// How much of the way is behind, 0 to 1, by the limit that is nearest.
  double done(long step, double epochs, Duration elapsed) {
    var bySteps = (double) step / this.steps;
    var byEpochs = epochs / this.epochs;
    return Math.min(1, Math.max(bySteps, Math.max(byEpochs, timeShare(elapsed))));
  }
}
