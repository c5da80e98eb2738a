package dev.uvaha.images.augment;

/// Checks of settings that the augmentations share.
final class Ranges {
  private Ranges() {}

  static void checkProbability(String owner, double probability) {
    if (!(probability >= 0 && probability <= 1))
      throw new IllegalArgumentException(
          "%s: a probability is 0 to 1, got %s".formatted(owner, probability));
  }

  static void checkRange(String owner, String what, double least, double most) {
    if (!(least > 0 && least <= most && most < Double.POSITIVE_INFINITY))
      throw new IllegalArgumentException(
          "%s: expected 0 < least <= most of %s, got %s to %s".formatted(owner, what, least, most));
  }
}
