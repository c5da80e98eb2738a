package dev.uvaha.data;

/// One process's part of the data: of each round of `count` batches, the one numbered `rank`.
public record Shard(int rank, int count) {
  /// All of the data, for one process.
  public static final Shard WHOLE = new Shard(0, 1);

  public Shard {
    if (count < 1 || rank < 0 || rank >= count) {
      throw new IllegalArgumentException(
          "Shard: expected 0 <= rank < count, got rank=%d, count=%d".formatted(rank, count));
    }
  }
}
