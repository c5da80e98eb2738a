package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import java.util.List;

/// Makes another picture of a picture; the same stream makes the same one.
///
/// Implement it by a record, so that its text, and with it the fingerprint of batches, tells all of
/// its settings.
@FunctionalInterface
public interface Augmentation {
  /// Leaves every picture as it is.
  Augmentation NONE = sequence(List.of());

  /// The changed picture; the given one stays as it is.
  Picture apply(Picture picture, RandomStream random);

  /// One after the other.
  static Augmentation sequence(List<Augmentation> steps) {
    return new Sequence(steps);
  }

  /// Applies one, or leaves the picture as it is.
  ///
  /// @param probability of applying it, 0 to 1
  static Augmentation sometimes(double probability, Augmentation step) {
    return new Sometimes(probability, step);
  }
}
