package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.BatchStep;
import dev.uvaha.data.TranslationBatch;

/// A batch and where the data goes on after it.
///
/// @param <B> what the task calls a batch
public record DrawnBatch<B>(B batch, BatchCursor next) {
  /// A batch of parallel text.
  public static DrawnBatch<TranslationBatch> of(BatchStep step) {
    return new DrawnBatch<>(step.batch(), step.next());
  }
}
