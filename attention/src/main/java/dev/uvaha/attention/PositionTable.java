package dev.uvaha.attention;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.function.IntFunction;

/// Rows computed from their positions, kept for the next call; grows by doubling. Safe to share
/// between threads.
final class PositionTable {
  private static final int FIRST_LENGTH = 64;

  private final IntFunction<float[]> row;
  private final int width;
  private final int most; // rows that one array holds
  private volatile float[] known = {};

  PositionTable(int width, IntFunction<float[]> row) {
    this.width = width;
    most = Integer.MAX_VALUE / width;
    this.row = row;
  }

  /// Rows `[first, first + count)`, FLOAT32 on the CPU: `[count, width]`.
  Tensor rows(long first, long count) {
    return rows(first, count, Device.CPU);
  }

  /// Rows of the type and on the device of another tensor.
  Tensor rows(long first, long count, Tensor like) {
    return rows(first, count, like.device()).to(like.dataType());
  }

  /// Rows of these positions, of the type and on the device of another tensor: `[M, width]`.
  Tensor rows(int[] positions, Tensor like) {
    for (var position : positions) checkRange(position, 1);
    var all = covering(Arrays.stream(positions).max().orElse(0) + 1);
    var values = new float[positions.length * width];
    for (var i = 0; i < positions.length; i++)
      System.arraycopy(all, positions[i] * width, values, i * width, width);
    return Tensors.of(like.device(), values, positions.length, width).to(like.dataType());
  }

  private Tensor rows(long first, long count, Device device) {
    checkRange(first, count);
    var end = (int) (first + count);
    var values = Arrays.copyOfRange(covering(end), (int) first * width, end * width);
    return Tensors.of(device, values, count, width);
  }

  private void checkRange(long first, long count) {
    if (first < 0 || count < 0 || count > most - first)
      throw new IllegalArgumentException(
          "positions of width %d are 0 to %d, got %d from %d"
              .formatted(width, most - 1, count, first));
  }

  private float[] covering(int length) {
    var present = known;
    return present.length / width >= length ? present : grow(length);
  }

  private synchronized float[] grow(int length) {
    var present = known;
    if (present.length / width >= length) return present;
    var rows = (int) Math.min(most, Math.max(FIRST_LENGTH, 2L * Integer.highestOneBit(length - 1)));
    var values = Arrays.copyOf(present, rows * width);
    for (var position = present.length / width; position < rows; position++)
      System.arraycopy(row.apply(position), 0, values, position * width, width);
    known = values;
    return values;
  }
}
