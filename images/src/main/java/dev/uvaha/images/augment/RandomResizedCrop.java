package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.Resampling;

/// Cuts out a part of random area and proportions, and brings it to one size (Szegedy et al.,
/// "Going Deeper with Convolutions", 2015, section 6).
///
/// The proportions, width by height, are 3:4 to 4:3; a picture so narrow that none such fits in ten
/// attempts is cropped in its middle.
///
/// @param leastArea of the part, a share of the picture's
/// @param mostArea of the part, at most 1
public record RandomResizedCrop(
    int height, int width, double leastArea, double mostArea, Resampling resampling)
    implements Augmentation {
  private static final int ATTEMPTS = 10;
  private static final double NARROWEST = 3.0 / 4;
  private static final double WIDEST = 4.0 / 3;

  public RandomResizedCrop {
    Ranges.checkRange("RandomResizedCrop", "the area", leastArea, mostArea);
    if (mostArea > 1 || height < 1 || width < 1)
      throw new IllegalArgumentException(
          "RandomResizedCrop: expected an area of 1 at most and a pixel at least, got %s, %d x %d"
              .formatted(mostArea, height, width));
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return resampling.resize(part(picture, random), height, width);
  }

  private Picture part(Picture picture, RandomStream random) {
    double area = picture.plane();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double wanted = area * random.between(leastArea, mostArea);
      double proportion =
          StrictMath.exp(random.between(StrictMath.log(NARROWEST), StrictMath.log(WIDEST)));
      int columns = (int) Math.round(Math.sqrt(wanted * proportion));
      int rows = (int) Math.round(Math.sqrt(wanted / proportion));
      if (columns < 1 || rows < 1 || columns > picture.width() || rows > picture.height()) continue;
      int top = random.below(picture.height() - rows + 1);
      int left = random.below(picture.width() - columns + 1);
      return picture.crop(top, left, rows, columns);
    }
    return middle(picture);
  }

  private static Picture middle(Picture picture) {
    int columns = Math.clamp(Math.round(picture.height() * WIDEST), 1, picture.width());
    int rows = Math.clamp(Math.round(picture.width() / NARROWEST), 1, picture.height());
    int top = (picture.height() - rows) / 2;
    int left = (picture.width() - columns) / 2;
    return picture.crop(top, left, rows, columns);
  }
}
