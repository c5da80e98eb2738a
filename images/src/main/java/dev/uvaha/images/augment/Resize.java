package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.Resampling;

/// Brings every picture to one size, whatever its proportions, as Hugging Face's ViT does.
public record Resize(int height, int width, Resampling resampling) implements Augmentation {
  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return resampling.resize(picture, height, width);
  }
}
