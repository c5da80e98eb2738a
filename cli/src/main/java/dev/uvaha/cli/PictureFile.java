package dev.uvaha.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// A picture in a file, as a model takes it.
final class PictureFile {
  /// Red, green and blue.
  static final int CHANNELS = 3;

  private static final float GREATEST = 255;
  private static final long MOST_PIXELS = 100_000_000;

  private PictureFile() {}

  /// Reads a picture and scales it bilinearly; where it becomes smaller, over all pixels that the
  /// new one covers.
  ///
  /// @return values from 0 to 1, `[3, height, width]`
  /// @throws IllegalArgumentException if the file is no picture, or one of more than 100 million
  ///   pixels: one line says so
  static float[] read(Path file, int height, int width) {
    var picture = decode(file);
    var columns = taps(picture.getWidth(), width);
    var rows = taps(picture.getHeight(), height);
    var values = new float[CHANNELS * height * width];
    for (var channel = 0; channel < CHANNELS; channel++) {
      var narrow = new float[width][picture.getHeight()];
      for (var y = 0; y < picture.getHeight(); y++) {
        var row = row(picture, y, channel);
        for (var x = 0; x < width; x++) narrow[x][y] = columns.get(x).mix(row);
      }
      for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
          values[(channel * height + y) * width + x] = rows.get(y).mix(narrow[x]) / GREATEST;
    }
    return values;
  }

  private static BufferedImage decode(Path file) {
    if (!Files.isRegularFile(file)) throw new IllegalArgumentException(file + ": no such file");
    try (var stream = ImageIO.createImageInputStream(file.toFile())) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext())
        throw new IllegalArgumentException(
            file + ": no picture of a known kind; give a PNG, JPEG, GIF or BMP");
      var reader = readers.next();
      reader.setInput(stream);
      var pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS)
        throw new IllegalArgumentException(
            "%s: %d by %d pixels are too many: at most %d are read"
                .formatted(file, reader.getWidth(0), reader.getHeight(0), MOST_PIXELS));
      return reader.read(0);
    } catch (IOException damaged) {
      throw new IllegalArgumentException(
          "%s: this picture can't be read: %s".formatted(file, damaged.getMessage()), damaged);
    }
  }

  private static float[] row(BufferedImage picture, int y, int channel) {
    var row = new float[picture.getWidth()];
    for (var x = 0; x < row.length; x++)
      row[x] = picture.getRGB(x, y) >> (8 * (CHANNELS - 1 - channel)) & 0xff;
    return row;
  }

  private static List<Taps> taps(int old, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Taps((i + 0.5) * old / count, Math.max(1, (double) old / count), old))
        .toList();
  }

  /// The old pixels of a line that a new one is made of, each weighed by how near it is.
  private static final class Taps {
    private final int first;
    private final float[] weights;

    Taps(double middle, double reach, int old) {
      first = Math.max(0, (int) (middle - reach + 0.5));
      weights = new float[Math.min(old, (int) (middle + reach + 0.5)) - first];
      var sum = 0f;
      for (var i = 0; i < weights.length; i++) {
        weights[i] = (float) Math.max(0, 1 - Math.abs((first + i + 0.5 - middle) / reach));
        sum += weights[i];
      }
      for (var i = 0; i < weights.length; i++) weights[i] /= sum;
    }

    float mix(float[] line) {
      var mixed = 0f;
      for (var i = 0; i < weights.length; i++) mixed += weights[i] * line[first + i];
      return mixed;
    }
  }
}
