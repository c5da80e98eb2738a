package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Shifts a picture by up to `border` pixels each way: pads it with black, and cuts its own size
/// out anywhere, as usual for CIFAR.
///
/// @param border pixels, 0 or more
public record RandomCrop(int border) implements Augmentation {
  public RandomCrop {
    if (border < 0)
      throw new IllegalArgumentException("RandomCrop: border must not be negative, got " + border);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    int top = random.below(2 * border + 1);
    int left = random.below(2 * border + 1);
    return picture.pad(border, 0).crop(top, left, picture.height(), picture.width());
  }
}
