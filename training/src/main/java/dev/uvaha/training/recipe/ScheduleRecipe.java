package dev.uvaha.training.recipe;

import dev.uvaha.training.Schedule;

/// How the learning rate goes on after its warm-up.
///
/// @param warmup steps of linear rise
/// @param floor the share of the learning rate that a cosine ends at, at the limit of steps or of
///   time
public record ScheduleRecipe(Decay decay, long warmup, double floor) {
  /// What becomes of the learning rate.
  public enum Decay {
    INVERSE_SQUARE_ROOT,
    COSINE,
    CONSTANT
  }

  /// The schedule of a learning rate.
  ///
  /// @param limits a cosine ends at their steps
  /// @throws IllegalArgumentException if they do not go together
  public Schedule of(double rate, LimitRecipe limits) {
    return switch (decay) {
      case INVERSE_SQUARE_ROOT -> new Schedule.InverseSquareRoot(rate, warmup);
      case CONSTANT -> new Schedule.Constant(rate, warmup);
      case COSINE -> {
        if (limits.steps() == 0)
          throw new IllegalArgumentException(
              "a cosine schedule needs limits.steps: it ends at that step");
        if (limits.steps() <= warmup)
          throw new IllegalArgumentException(
              "a cosine schedule needs limits.steps over schedule.warmup: steps=%d, warmup=%d"
                  .formatted(limits.steps(), warmup));
        yield new Schedule.Cosine(rate, warmup, limits.steps(), rate * floor);
      }
    };
  }
}
