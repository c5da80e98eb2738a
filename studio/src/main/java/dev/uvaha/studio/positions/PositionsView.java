package dev.uvaha.studio.positions;

import dev.uvaha.attention.Positions;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What positions look like: a row of numbers for each, and how much alike the rows are.
///
/// Of rotary positions, which are never added, a row is what becomes of a vector of ones of length
/// 1 when it is turned to its place.
///
/// @param rows `[n][d]`
/// @param similarity the cosine of each two rows, `[n][n]`
/// @param byDistance what the cosines at each distance come to, of 0, 1, … n - 1
@SuppressWarnings("ArrayRecordComponent") // plain numbers for the page
record PositionsView(float[][] rows, float[][] similarity, List<Spread> byDistance) {
  /// The longest and the widest that is shown.
  static final int MOST = 512;

  private static final double BASE = 10_000;

  /// The least, mean and largest of several numbers.
  record Spread(double least, double mean, double largest) {
    static Spread of(List<Double> values) {
      return new Spread(
          Collections.min(values),
          values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
          Collections.max(values));
    }
  }

  /// Sinusoids of an even width ("Attention Is All You Need", section 3.5).
  static PositionsView sinusoidal(int length, int width) {
    check(length, width);
    try (var _ = TensorScope.open()) {
      return of(rows(Positions.Sinusoidal.create(width).encoding(0, length).toFloats(), width));
    }
  }

  /// Turned ones, for heads of an even width (Su et al. 2021).
  static PositionsView rotary(int length, int width) {
    check(length, width);
    try (var _ = TensorScope.open()) {
      var ones = new float[length * width];
      Arrays.fill(ones, (float) (1 / Math.sqrt(width)));
      var turned =
          Positions.Rotary.create(width, BASE)
              .rotate(Tensors.of(Device.CPU, ones, 1, 1, length, width), 0);
      return of(rows(turned.contiguous().toFloats(), width));
    }
  }

  /// The first of a model's.
  ///
  /// @param length and
  /// @param width as many as there are, at most
  static PositionsView learned(LearnedPositions positions, int length, int width) {
    check(length, width);
    return of(
        Arrays.stream(positions.rows())
            .limit(length)
            .map(row -> Arrays.copyOf(row, Math.min(width, row.length)))
            .toArray(float[][]::new));
  }

  private static void check(int length, int width) {
    if (length < 2 || length > MOST || width < 2 || width > MOST || width % 2 != 0)
      throw new IllegalArgumentException(
          "length must be 2 to %d and width even, 2 to %d; got length=%d, width=%d"
              .formatted(MOST, MOST, length, width));
  }

  private static float[][] rows(float[] values, int width) {
    return IntStream.range(0, values.length / width)
        .mapToObj(t -> Arrays.copyOfRange(values, t * width, (t + 1) * width))
        .toArray(float[][]::new);
  }

  private static PositionsView of(float[][] rows) {
    var length = rows.length;
    var similarity = new float[length][length];
    for (var t = 0; t < length; t++)
      for (var s = 0; s < length; s++) similarity[t][s] = cosine(rows[t], rows[s]);
    var spreads = new ArrayList<Spread>();
    for (var distance = 0; distance < length; distance++) {
      var values = new ArrayList<Double>();
      for (var t = distance; t < length; t++) values.add((double) similarity[t][t - distance]);
      spreads.add(Spread.of(values));
    }
    return new PositionsView(rows, similarity, List.copyOf(spreads));
  }

  private static float cosine(float[] one, float[] other) {
    var product = 0.0;
    var ones = 0.0;
    var others = 0.0;
    for (var i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      ones += (double) one[i] * one[i];
      others += (double) other[i] * other[i];
    }
    return ones == 0 || others == 0 ? 0 : (float) (product / Math.sqrt(ones * others));
  }
}
