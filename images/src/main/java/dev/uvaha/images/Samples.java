package dev.uvaha.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/// Between the JDK's pictures and ours.
///
/// Grey and RGB are taken as they are stored: the JDK's own conversion takes grey for linear light,
/// and makes it lighter.
final class Samples {
  private static final int WHITE = 255;

  private Samples() {}

  static Picture of(BufferedImage image) {
    var model = image.getColorModel();
    if (model instanceof IndexColorModel) return lookedUp(image);
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY, ColorSpace.TYPE_RGB -> stored(image);
      case ColorSpace.TYPE_CMYK -> printed(image);
      default -> lookedUp(image);
    };
  }

  /// Cyan, magenta, yellow and black inks: what each leaves of the light, without a profile.
  private static Picture printed(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    var samples = new byte[3 * height * width];
    var row = new int[4 * width];
    for (int y = 0; y < height; y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++)
        for (int channel = 0; channel < 3; channel++)
          samples[(channel * height + y) * width + x] =
              (byte) (((WHITE - row[4 * x + channel]) * (WHITE - row[4 * x + 3]) + 127) / WHITE);
    }
    return new Picture(3, height, width, samples);
  }

  private static Picture stored(BufferedImage image) {
    var raster = image.getRaster();
    int channels = image.getColorModel().getNumColorComponents();
    int bands = raster.getNumBands();
    int width = image.getWidth();
    int height = image.getHeight();
    var samples = new byte[channels * height * width];
    var row = new int[bands * width];
    int[] most = largest(raster);
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int alpha = bands > channels ? eightBits(row[x * bands + channels], most[channels]) : WHITE;
        for (int channel = 0; channel < channels; channel++) {
          int value = eightBits(row[x * bands + channel], most[channel]);
          samples[(channel * height + y) * width + x] = onWhite(value, alpha);
        }
      }
    }
    return new Picture(channels, height, width, samples);
  }

  private static int[] largest(Raster raster) {
    var most = raster.getSampleModel().getSampleSize();
    for (int band = 0; band < most.length; band++) most[band] = (1 << most[band]) - 1;
    return most;
  }

  private static int eightBits(int value, int most) {
    return most == WHITE ? value : (int) ((value * 255L + most / 2) / most);
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) (alpha == WHITE ? value : (value * alpha + WHITE * (WHITE - alpha) + 127) / 255);
  }

  /// Palettes, above all.
  private static Picture lookedUp(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int plane = height * width;
    var samples = new byte[3 * plane];
    var row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int alpha = row[x] >>> 24;
        for (int channel = 0; channel < 3; channel++)
          samples[channel * plane + y * width + x] =
              onWhite(row[x] >> (16 - 8 * channel) & 0xff, alpha);
      }
    }
    return new Picture(3, height, width, samples);
  }

  static BufferedImage image(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    boolean grey = picture.channels() == 1;
    var image =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    var row = new int[picture.channels() * width];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++)
        row[i] = picture.sample(i % picture.channels(), y, i / picture.channels());
      image.getRaster().setPixels(0, y, width, 1, row);
    }
    return image;
  }
}
