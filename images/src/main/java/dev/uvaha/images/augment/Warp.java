package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;

/// Moves a picture's pixels by an affine map around its middle: where each new pixel comes from.
/// Between pixels it is linear; beyond the picture all is black.
///
/// @param xx how far the source moves right for each pixel to the right; the others alike
record Warp(double xx, double xy, double yx, double yy, double right, double down) {
  /// @param degrees anticlockwise, as seen
  static Warp rotation(double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Warp(cos, -sin, sin, cos, 0, 0);
  }

  static Warp shearX(double slope) {
    return new Warp(1, slope, 0, 1, 0, 0);
  }

  static Warp shearY(double slope) {
    return new Warp(1, 0, slope, 1, 0, 0);
  }

  static Warp translation(double right, double down) {
    return new Warp(1, 0, 0, 1, -right, -down);
  }

  Picture of(Picture picture) {
    double middleX = (picture.width() - 1) / 2.0;
    double middleY = (picture.height() - 1) / 2.0;
    int plane = picture.plane();
    var moved = picture.blank();
    for (int y = 0; y < picture.height(); y++)
      for (int x = 0; x < picture.width(); x++) {
        double fromX = middleX + right + xx * (x - middleX) + xy * (y - middleY);
        double fromY = middleY + down + yx * (x - middleX) + yy * (y - middleY);
        int left = (int) Math.floor(fromX);
        int top = (int) Math.floor(fromY);
        double partX = fromX - left;
        double partY = fromY - top;
        for (int channel = 0; channel < picture.channels(); channel++) {
          double above = between(picture, channel, top, left, partX);
          double below = between(picture, channel, top + 1, left, partX);
          moved[channel * plane + y * picture.width() + x] =
              (byte) Math.round(above + partY * (below - above));
        }
      }
    return picture.with(moved);
  }

  private static double between(Picture picture, int channel, int y, int left, double part) {
    double first = sample(picture, channel, y, left);
    return first + part * (sample(picture, channel, y, left + 1) - first);
  }

  private static int sample(Picture picture, int channel, int y, int x) {
    boolean inside = y >= 0 && y < picture.height() && x >= 0 && x < picture.width();
    return inside ? picture.sample(channel, y, x) : 0;
  }
}
