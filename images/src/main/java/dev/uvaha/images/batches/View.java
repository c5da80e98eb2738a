package dev.uvaha.images.batches;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.augment.Augmentation;

/// One way of looking at each picture of a batch: what happens to it, what size it then has, and
/// how it becomes numbers. Self-supervised training takes several of every picture.
public record View(Augmentation augmentation, int height, int width, Normalisation normalisation) {
  public View {
    if (height < 1 || width < 1)
      throw new IllegalArgumentException(
          "View: expected a pixel at least, got %d x %d".formatted(height, width));
  }
}
