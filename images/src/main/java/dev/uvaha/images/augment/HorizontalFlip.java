package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Mirrors left and right.
///
/// @param probability usually a half
public record HorizontalFlip(double probability) implements Augmentation {
  public HorizontalFlip {
    Ranges.checkProbability("HorizontalFlip", probability);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return random.chance(probability) ? picture.flip() : picture;
  }
}
