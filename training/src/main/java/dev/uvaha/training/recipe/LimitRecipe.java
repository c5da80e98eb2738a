package dev.uvaha.training.recipe;

import dev.uvaha.training.Limits;
import java.time.Duration;

/// When training ends: at whichever comes first; 0 is no limit. Without any, after an hour.
public record LimitRecipe(long steps, int epochs, double minutes) {
  private static final double HOUR = 60;
  private static final double MILLIS = 60_000;

  public LimitRecipe {
    if (steps < 0 || epochs < 0 || !(minutes >= 0 && minutes < 1e9))
      throw new IllegalArgumentException(
          "limits must not be negative: steps=%d, epochs=%d, minutes=%s"
              .formatted(steps, epochs, minutes));
  }

  /// An hour, if there is no other limit.
  public LimitRecipe settled() {
    return steps == 0 && epochs == 0 && minutes == 0 ? new LimitRecipe(0, 0, HOUR) : this;
  }

  /// The same in the training module's words.
  public Limits limits() {
    var settled = settled();
    return new Limits(
        settled.steps == 0 ? Long.MAX_VALUE : settled.steps,
        settled.epochs == 0 ? Integer.MAX_VALUE : settled.epochs,
        settled.minutes == 0
            ? Limits.steps(1).time()
            : Duration.ofMillis(Math.max(1, Math.round(settled.minutes * MILLIS))));
  }
}
