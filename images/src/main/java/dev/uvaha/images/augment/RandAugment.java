package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Applies some of fourteen operations, each drawn anew and all equally strong (Cubuk et al.,
/// "RandAugment: Practical automated data augmentation with a reduced search space", 2020).
///
/// @param operations how many are applied, one after the other; the paper's N
/// @param magnitude how strong, 0 to 30; the paper's M
public record RandAugment(int operations, int magnitude) implements Augmentation {
  static final int MOST = 30;

  public RandAugment {
    if (operations < 0 || magnitude < 0 || magnitude > MOST)
      throw new IllegalArgumentException(
          "RandAugment: expected operations >= 0 and a magnitude of 0 to 30, got operations=%d, magnitude=%d"
              .formatted(operations, magnitude));
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    var all = Operation.values();
    var changed = picture;
    for (int number = 0; number < operations; number++)
      changed = all[random.below(all.length)].apply(changed, magnitude, random);
    return changed;
  }

  /// The operations, in the paper's order. The ranges are AutoAugment's: magnitude 30 is what the
  /// comments say, and those with a direction take either, equally often.
  public enum Operation {
    IDENTITY,
    AUTO_CONTRAST,
    EQUALIZE,
    /// By up to 30 degrees.
    ROTATE,
    /// Inverts what is lighter than a threshold, which falls from 256 to 0.
    SOLARIZE,
    /// By a factor of up to 1 ± 0.9.
    COLOUR,
    /// Keeps 8 down to 4 bits of a sample.
    POSTERIZE,
    /// By a factor of up to 1 ± 0.9.
    CONTRAST,
    /// By a factor of up to 1 ± 0.9.
    BRIGHTNESS,
    /// By a factor of up to 1 ± 0.9.
    SHARPNESS,
    /// By up to 0.3 pixels a row.
    SHEAR_X,
    /// By up to 0.3 pixels a column.
    SHEAR_Y,
    /// By up to 0.45 of the width.
    TRANSLATE_X,
    /// By up to 0.45 of the height.
    TRANSLATE_Y;

    private static final double DEGREES = 30;
    private static final double FACTOR = 0.9;
    private static final double SLOPE = 0.3;
    private static final double SHIFT = 0.45; // 150 of 331 pixels

    /// Applies it at a strength of 0 to 30.
    public Picture apply(Picture picture, int magnitude, RandomStream random) {
      double share = (double) magnitude / MOST;
      double signed = random.chance(0.5) ? share : -share;
      return switch (this) {
        case IDENTITY -> picture;
        case AUTO_CONTRAST -> Tones.autoContrast(picture);
        case EQUALIZE -> Tones.equalize(picture);
        case ROTATE -> Warp.rotation(signed * DEGREES).of(picture);
        case SOLARIZE -> Tones.solarize(picture, (int) Math.round(256 * (1 - share)));
        case COLOUR -> Tones.colour(picture, 1 + signed * FACTOR);
        case POSTERIZE -> Tones.posterize(picture, 8 - (int) Math.round(4 * share));
        case CONTRAST -> Tones.contrast(picture, 1 + signed * FACTOR);
        case BRIGHTNESS -> Tones.brightness(picture, 1 + signed * FACTOR);
        case SHARPNESS -> Tones.sharpness(picture, 1 + signed * FACTOR);
        case SHEAR_X -> Warp.shearX(signed * SLOPE).of(picture);
        case SHEAR_Y -> Warp.shearY(signed * SLOPE).of(picture);
        case TRANSLATE_X -> Warp.translation(signed * SHIFT * picture.width(), 0).of(picture);
        case TRANSLATE_Y -> Warp.translation(0, signed * SHIFT * picture.height()).of(picture);
      };
    }
  }
}
