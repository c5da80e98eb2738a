package dev.uvaha.training.recipe;

import dev.uvaha.training.CheckpointConfig;

/// What is saved.
///
/// @param every steps between two saved states
/// @param keep checkpoints kept and averaged; 0 for none
/// @param patience validations without a better one before training stops; 0 for never
public record CheckpointRecipe(long every, int keep, CheckpointConfig.Kept kept, int patience) {
  public CheckpointRecipe {
    checkInterval("every", every);
    new CheckpointConfig(keep, kept, CheckpointConfig.Criterion.LOSS, patience); // likewise
  }

  /// Which checkpoints are kept, compared by a criterion.
  public CheckpointConfig config(CheckpointConfig.Criterion criterion) {
    return new CheckpointConfig(keep, kept, criterion, patience);
  }

  /// Refuses an interval below one step.
  public static void checkInterval(String name, long steps) {
    if (steps < 1)
      throw new IllegalArgumentException(name + " must be 1 step or more, got " + steps);
  }
}
