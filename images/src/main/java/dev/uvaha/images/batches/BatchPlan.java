package dev.uvaha.images.batches;

/// How pictures are put into batches.
///
/// @param batchSize pictures of a batch
/// @param seed of the order and of what happens to the pictures
public record BatchPlan(int batchSize, long seed, Order order, Remainder remainder) {
  public BatchPlan {
    if (batchSize < 1)
      throw new IllegalArgumentException("BatchPlan: batchSize must be >= 1, got " + batchSize);
  }

  /// Shuffled, every picture once an epoch.
  public BatchPlan(int batchSize, long seed) {
    this(batchSize, seed, Order.SHUFFLED, Remainder.KEEP);
  }

  /// Which picture comes first.
  public enum Order {
    /// Another order each epoch.
    SHUFFLED,
    /// By their numbers, for evaluation.
    BY_NUMBER
  }

  /// What becomes of the pictures that don't fill a batch at the end of an epoch.
  public enum Remainder {
    /// They are a smaller batch.
    KEEP,
    /// They wait for an epoch in which the order favours them.
    DROP
  }
}
