package dev.uvaha.training;

/// Which weights are kept, and when there is no hope of better ones.
///
/// @param keep how many checkpoints, one from each validation, are kept and averaged at the end; 0
///   for none
/// @param kept which ones
/// @param criterion what makes one better than another
/// @param patience validations without a better one before training stops early; 0 for never
public record CheckpointConfig(int keep, Kept kept, Criterion criterion, int patience) {
  /// Which checkpoints stay.
  public enum Kept {
    LAST,
    BEST
  }

  /// By what checkpoints compare.
  public enum Criterion {
    /// The lowest validation loss.
    LOSS,
    /// The highest [TrainingTask#metric].
    METRIC
  }

  public CheckpointConfig {
    if (keep < 0) throw new IllegalArgumentException("keep must be 0 or more, got " + keep);
    if (patience < 0)
      throw new IllegalArgumentException("patience must be 0 or more, got " + patience);
  }

  /// The last five are averaged; never stops early.
  public static CheckpointConfig lastFive() {
    return new CheckpointConfig(5, Kept.LAST, Criterion.LOSS, 0);
  }
}
