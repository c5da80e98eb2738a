package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// Blurs by a bell of random width; beyond the edge its samples go on.
///
/// @param probability of blurring at all
/// @param least standard deviation, in pixels, above 0
/// @param most standard deviation, in pixels
public record GaussianBlur(double probability, double least, double most) implements Augmentation {
  public GaussianBlur {
    Ranges.checkProbability("GaussianBlur", probability);
    Ranges.checkRange("GaussianBlur", "the standard deviation", least, most);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return random.chance(probability) ? blur(picture, random.between(least, most)) : picture;
  }

  private static Picture blur(Picture picture, double deviation) {
    var bell = bell(deviation);
    int height = picture.height();
    int width = picture.width();
    int reach = bell.length / 2;
    var rows = new float[picture.plane()];
    var blurred = picture.blank();
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          float sum = 0;
          for (int i = 0; i < bell.length; i++)
            sum += bell[i] * picture.sample(channel, y, Math.clamp(x + i - reach, 0, width - 1));
          rows[y * width + x] = sum;
        }
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          float sum = 0;
          for (int i = 0; i < bell.length; i++)
            sum += bell[i] * rows[Math.clamp(y + i - reach, 0, height - 1) * width + x];
          blurred[(channel * height + y) * width + x] = (byte) Math.min(Math.round(sum), 255);
        }
    }
    return picture.with(blurred);
  }

  /// Weights of a sum of 1, out to three standard deviations.
  private static float[] bell(double deviation) {
    int reach = (int) Math.ceil(3 * deviation);
    var weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - reach) / deviation;
      weights[i] = StrictMath.exp(-distance * distance / 2);
      sum += weights[i];
    }
    var bell = new float[weights.length];
    for (int i = 0; i < bell.length; i++) bell[i] = (float) (weights[i] / sum);
    return bell;
  }
}
