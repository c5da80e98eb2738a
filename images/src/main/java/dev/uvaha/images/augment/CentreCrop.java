package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.Resampling;

/// Brings the shorter side to a length, and cuts a square out of the middle: for evaluation.
///
/// @param shorterSide pixels, `size` or more
/// @param size of the square
public record CentreCrop(int shorterSide, int size, Resampling resampling) implements Augmentation {
  public CentreCrop {
    if (size < 1 || shorterSide < size)
      throw new IllegalArgumentException(
          "CentreCrop: expected 1 <= size <= shorterSide, got size=%d, shorterSide=%d"
              .formatted(size, shorterSide));
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    var resized = resampling.resizeShorterSide(picture, shorterSide);
    int top = (resized.height() - size) / 2;
    int left = (resized.width() - size) / 2;
    return resized.crop(top, left, size, size);
  }
}
