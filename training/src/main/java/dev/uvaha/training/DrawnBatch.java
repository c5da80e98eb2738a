package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.BatchStep;

/// A batch and where the data goes on after it.
///
/// @param <B> what the task calls a batch
public record DrawnBatch<B>(B batch, BatchCursor next) {
  /// The batch of a step through the data.
  public static <B> DrawnBatch<B> of(BatchStep<B> step) {
    return new DrawnBatch<>(step.batch(), step.next());
  }
}
