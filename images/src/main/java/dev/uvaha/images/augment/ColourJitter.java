package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Changes brightness, contrast, saturation and hue at random, in random order (Howard, "Some
/// Improvements on Deep Convolutional Neural Network Based Image Classification", 2013).
///
/// @param brightness its factor is drawn from 1 - brightness, at least 0, to 1 + brightness;
///   contrast and saturation alike
/// @param hue turned by up to this share of the colour circle each way, 0 to 0.5
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Augmentation {
  private static final int CHANGES = 4;

  public ColourJitter {
    if (!(brightness >= 0 && contrast >= 0 && saturation >= 0 && hue >= 0 && hue <= 0.5))
      throw new IllegalArgumentException(
          "ColourJitter: expected strengths >= 0 and a hue of 0 to 0.5, got %s, %s, %s, %s"
              .formatted(brightness, contrast, saturation, hue));
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    var changed = picture;
    for (int change : random.permutation(CHANGES))
      changed =
          switch (change) {
            case 0 -> Tones.brightness(changed, factor(brightness, random));
            case 1 -> Tones.contrast(changed, factor(contrast, random));
            case 2 -> Tones.colour(changed, factor(saturation, random));
            default -> Tones.hue(changed, random.between(-hue, hue));
          };
    return changed;
  }

  private static double factor(double strength, RandomStream random) {
    return random.between(Math.max(0, 1 - strength), 1 + strength);
  }
}
