package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.training.TrainingTask;

/// A training on pictures, whose closing ends the threads that load them.
sealed interface EncoderTraining extends TrainingTask<ImageBatch>, AutoCloseable
    permits MaskedPretraining, DinoTraining {
  @Override
  default String unit() {
    return "pictures";
  }

  @Override
  void close();
}
