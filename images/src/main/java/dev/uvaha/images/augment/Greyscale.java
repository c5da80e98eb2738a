package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Takes the colours away; the number of channels stays.
///
/// @param probability such as 0.2 for DINO
public record Greyscale(double probability) implements Augmentation {
  public Greyscale {
    Ranges.checkProbability("Greyscale", probability);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    if (!random.chance(probability) || picture.channels() == 1) return picture;
    return picture.grey().rgb();
  }
}
