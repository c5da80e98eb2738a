package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

/// A square picture being drawn: red, green and blue from 0 to 255, edges smoothed by 4 × 4 points
/// a pixel.
final class Canvas {
  private static final int POINTS = 4;
  private static final double SQUARE_ROOT_OF_3 = StrictMath.sqrt(3);

  private final int size;
  private final float[] samples;

  /// A background from one colour at the top to another at the bottom.
  Canvas(int size, float[] top, float[] bottom) {
    this.size = size;
    this.samples = new float[3 * size * size];
    for (int at = 0; at < samples.length; at++) {
      int channel = at / (size * size);
      int row = at / size % size;
      float part = (row + 0.5f) / size;
      samples[at] = top[channel] + part * (bottom[channel] - top[channel]);
    }
  }

  /// A shape in its place, in pixels.
  ///
  /// @param turn radians
  record Placed(ShapeKind kind, double x, double y, double radius, double turn) {
    double distance(Placed other) {
      return StrictMath.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
    }
  }

  void draw(Placed shape, float[] colour) {
    double cos = StrictMath.cos(shape.turn()) / shape.radius();
    double sin = StrictMath.sin(shape.turn()) / shape.radius();
    int left = (int) Math.max(0, Math.floor(shape.x() - shape.radius()));
    int right = (int) Math.min(size, Math.ceil(shape.x() + shape.radius()));
    int top = (int) Math.max(0, Math.floor(shape.y() - shape.radius()));
    int bottom = (int) Math.min(size, Math.ceil(shape.y() + shape.radius()));
    for (int y = top; y < bottom; y++)
      for (int x = left; x < right; x++) {
        int inside = 0;
        for (int point = 0; point < POINTS * POINTS; point++) {
          int row = point / POINTS;
          double dx = x + (point % POINTS + 0.5) / POINTS - shape.x();
          double dy = y + (row + 0.5) / POINTS - shape.y();
          if (shape.kind().contains(cos * dx + sin * dy, cos * dy - sin * dx)) inside++;
        }
        float cover = (float) inside / (POINTS * POINTS);
        for (int channel = 0; channel < 3; channel++) {
          int at = (channel * size + y) * size + x;
          samples[at] += cover * (colour[channel] - samples[at]);
        }
      }
  }

  /// What was drawn, with noise of this standard deviation.
  Picture picture(double noise, RandomStream random) {
    var bytes = new byte[samples.length];
    for (int at = 0; at < bytes.length; at++) {
      double value = samples[at] + noise * bell(random.bits());
      bytes[at] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return new Picture(3, size, size, bytes);
  }

  /// Near enough to the normal distribution to look like noise, and ten times as fast: the sum of
  /// the four uniform numbers in 64 bits, with mean 0 and deviation 1.
  private static double bell(long bits) {
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum * 0x1p-16 - 2) * SQUARE_ROOT_OF_3;
  }
}
