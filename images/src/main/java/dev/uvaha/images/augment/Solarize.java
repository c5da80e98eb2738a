package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Inverts what is as light as half of the range, or lighter.
///
/// @param probability such as 0.2 for DINO's second view
public record Solarize(double probability) implements Augmentation {
  private static final int HALF = 128;

  public Solarize {
    Ranges.checkProbability("Solarize", probability);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return random.chance(probability) ? Tones.solarize(picture, HALF) : picture;
  }
}
