package dev.uvaha.images;

import java.util.Arrays;

/// How a picture's size is changed: each new sample is a weighted mean of those around its place,
/// by columns and then by rows.
///
/// When a picture shrinks, the filter widens by as much, so that every old sample counts and no
/// pattern appears that was not there (antialiasing); this is what Pillow does, and PyTorch's
/// `interpolate` with `antialias`. Beyond the edge there is nothing: the weights inside are scaled
/// to a sum of 1.
public enum Resampling {
  /// A triangle, as wide as two samples.
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - distance);
    }
  },
  /// Keys's cubic ("Cubic Convolution Interpolation for Digital Image Processing", 1981) with a =
  /// -1/2: sharper, and may overshoot at edges, which is cut off at 0 and 255.
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      if (distance < 1) return (1.5 * distance - 2.5) * distance * distance + 1;
      return distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0;
    }
  };

  private final double support;

  Resampling(double support) {
    this.support = support;
  }

  abstract double weight(double distance);

  /// The picture in another size.
  ///
  /// @throws IllegalArgumentException if a side is less than 1
  public Picture resize(Picture picture, int height, int width) {
    if (height < 1 || width < 1)
      throw new IllegalArgumentException(
          "Resampling: a picture has a pixel at least, got %d x %d".formatted(height, width));
    if (height == picture.height() && width == picture.width()) return picture;
    int channels = picture.channels();
    var columns = new Weights(picture.width(), width);
    var rows = new Weights(picture.height(), height);
    var samples = new byte[channels * height * width];
    var narrow = new float[picture.height() * width];
    var sums = new float[width];
    for (int channel = 0; channel < channels; channel++) {
      columns.alongRows(picture, channel, narrow);
      for (int y = 0; y < height; y++) {
        rows.acrossRows(narrow, y, sums);
        int to = (channel * height + y) * width;
        for (int x = 0; x < width; x++)
          samples[to + x] = (byte) Math.clamp(Math.round(sums[x]), 0, 255);
      }
    }
    return new Picture(channels, height, width, samples);
  }

  /// The picture with its shorter side of this length, and the same proportions; the longer one is
  /// rounded down, as by PyTorch's `torchvision`.
  public Picture resizeShorterSide(Picture picture, int length) {
    int shorter = Math.min(picture.height(), picture.width());
    int height = Math.toIntExact((long) length * picture.height() / shorter);
    int width = Math.toIntExact((long) length * picture.width() / shorter);
    return resize(picture, height, width);
  }

  /// For each new place, which old ones count from which on, and how much.
  private final class Weights {
    private final int[] first;
    private final float[][] weights;

    Weights(int from, int to) {
      first = new int[to];
      weights = new float[to][];
      double scale = (double) from / to;
      double stretch = Math.max(1, scale);
      for (int place = 0; place < to; place++) {
        double centre = (place + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - support * stretch + 0.5));
        int end = Math.min(from, (int) (centre + support * stretch + 0.5));
        var own = new double[end - begin];
        for (int i = 0; i < own.length; i++)
          own[i] = weight(Math.abs(begin + i + 0.5 - centre) / stretch);
        double sum = Arrays.stream(own).sum();
        first[place] = begin;
        weights[place] = new float[own.length];
        for (int i = 0; i < own.length; i++) weights[place][i] = (float) (own[i] / sum);
      }
    }

    void alongRows(Picture picture, int channel, float[] out) {
      var samples = picture.samples();
      for (int y = 0; y < picture.height(); y++) {
        int row = (channel * picture.height() + y) * picture.width();
        for (int x = 0; x < first.length; x++) {
          var own = weights[x];
          float sum = 0;
          for (int i = 0; i < own.length; i++) sum += own[i] * (samples[row + first[x] + i] & 0xff);
          out[y * first.length + x] = sum;
        }
      }
    }

    void acrossRows(float[] narrow, int y, float[] sums) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < weights[y].length; i++) {
        float weight = weights[y][i];
        int row = (first[y] + i) * sums.length;
        for (int x = 0; x < sums.length; x++) sums[x] += weight * narrow[row + x];
      }
    }
  }
}
