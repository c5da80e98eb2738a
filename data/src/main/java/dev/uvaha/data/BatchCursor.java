package dev.uvaha.data;

/// A place in the endless order of batches: before batch `position` of epoch `epoch`, both from 0.
public record BatchCursor(int epoch, int position) {
  /// Before the first batch of all.
  public static final BatchCursor START = new BatchCursor(0, 0);

  public BatchCursor {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException(
          "BatchCursor: epoch and position must not be negative, got epoch=%d, position=%d"
              .formatted(epoch, position));
    }
  }
}
