package dev.uvaha.models.vit;

import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// Vectors on one grid from vectors on another over the same picture, by cubic convolution (Keys
/// 1981) with a = -3/4, as PyTorch has it: each way a matrix with four weights a row.
final class BicubicResampling {
  private static final double A = -0.75;
  private static final int TAPS = 4;

  private BicubicResampling() {}

  /// Vectors on the grid `to`.
  ///
  /// @param vectors on the grid `from`, row by row, `[L, D]`
  /// @return `[L', D]`; the vectors themselves if the grids are one
  static Tensor resample(Tensor vectors, PatchGrid from, PatchGrid to) {
    if (from.equals(to)) return vectors;
    var width = vectors.size(1);
    var rows = matrix(from.rows(), to.rows(), vectors);
    var columns = matrix(from.columns(), to.columns(), vectors);
    var tall = rows.matmul(vectors.reshape(from.rows(), from.columns() * width));
    return columns
        .matmul(tall.reshape(to.rows(), from.columns(), width)) // [rows', columns', D]
        .reshape(to.count(), width);
  }

  /// The weights of `count` points among `known` ones, which cover the same length; beyond the ends
  /// the last point goes on.
  private static Tensor matrix(int known, int count, Tensor like) {
    var weights = new float[count * known];
    for (var i = 0; i < count; i++) {
      var place = (i + 0.5) * known / count - 0.5;
      var first = (int) Math.floor(place) - 1;
      for (var tap = first; tap < first + TAPS; tap++)
        weights[i * known + Math.clamp(tap, 0, known - 1)] += (float) kernel(place - tap);
    }
    return Tensors.of(like.device(), weights, count, known).to(like.dataType());
  }

  private static double kernel(double distance) {
    var x = Math.abs(distance);
    if (x <= 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
    return x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
  }
}
