package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Replaces a random rectangle by noise (Zhong et al., "Random Erasing Data Augmentation", 2020): 2
/// to 33 % of the picture, 0.3 to 3.3 times as high as wide.
///
/// @param probability such as 0.25
public record RandomErasing(double probability) implements Augmentation {
  private static final int ATTEMPTS = 10;
  private static final double LEAST_AREA = 0.02;
  private static final double MOST_AREA = 0.33;
  private static final double MOST_PROPORTION = 3.3;

  public RandomErasing {
    Ranges.checkProbability("RandomErasing", probability);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    if (!random.chance(probability)) return picture;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = picture.plane() * random.between(LEAST_AREA, MOST_AREA);
      double widest = StrictMath.log(MOST_PROPORTION);
      double proportion = StrictMath.exp(random.between(-widest, widest));
      int rows = (int) Math.round(Math.sqrt(area * proportion));
      int columns = (int) Math.round(Math.sqrt(area / proportion));
      if (rows < 1 || columns < 1 || rows > picture.height() || columns > picture.width()) continue;
      int top = random.below(picture.height() - rows + 1);
      int left = random.below(picture.width() - columns + 1);
      return erase(picture, top, left, rows, columns, random);
    }
    return picture; // too narrow for any
  }

  private static Picture erase(
      Picture picture, int top, int left, int rows, int columns, RandomStream random) {
    var samples = picture.samples().clone();
    for (int channel = 0; channel < picture.channels(); channel++)
      for (int y = top; y < top + rows; y++)
        for (int x = left; x < left + columns; x++)
          samples[(channel * picture.height() + y) * picture.width() + x] = (byte) random.bits();
    return picture.with(samples);
  }
}
