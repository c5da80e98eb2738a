package dev.uvaha.attention;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Rows computed from their positions, kept for the next call; grows by doubling. Safe to share
/// between threads.
final class PositionTable {
  private static final int FIRST_LENGTH = 64;

  private final IntFunction<float[]> row;
  private volatile @Nullable Tensor known;

  PositionTable(IntFunction<float[]> row) {
    this.row = row;
  }

  /// Rows `[first, first + count)`, FLOAT32 on the CPU: `[count, width]`.
  Tensor rows(long first, long count) {
    if (first < 0 || count < 0)
      throw new IllegalArgumentException(
          "positions begin at 0 and go up, got %d positions from %d".formatted(count, first));
    return covering(Math.toIntExact(first + count)).narrow(0, first, count);
  }

  /// Rows of the type and on the device of another tensor.
  Tensor rows(long first, long count, Tensor like) {
    return rows(first, count).to(like.dataType()).to(like.device());
  }

  private Tensor covering(int length) {
    var present = known;
    return present != null && present.size(0) >= length ? present : grow(length);
  }

  /// Readers of the shorter table may still hold it, so it is left to the garbage collector.
  private synchronized Tensor grow(int length) {
    var present = known;
    if (present != null && present.size(0) >= length) return present;
    var rows = new float[Math.max(FIRST_LENGTH, Integer.highestOneBit(length - 1) * 2)][];
    for (var position = 0; position < rows.length; position++) rows[position] = row.apply(position);
    var width = rows[0].length;
    var values = new float[rows.length * width];
    for (var position = 0; position < rows.length; position++)
      System.arraycopy(rows[position], 0, values, position * width, width);
    try (var _ = TensorScope.open()) {
      var made = Autograd.noGradient(() -> Tensors.of(values, rows.length, width));
      known = made.outliveScopes();
      return made;
    }
  }
}
