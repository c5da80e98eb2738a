package dev.uvaha.nn;

import dev.uvaha.tensor.Tensor;

/// The checks at a layer's door: each names the layer, the argument, what it must be and what came.
public final class Check {
  private Check() {}

  /// Checks the size of the last dimension.
  ///
  /// @throws IllegalArgumentException if the last dimension is not `size`
  public static void lastDimension(String layer, String argument, Tensor tensor, long size) {
    if (tensor.rank() == 0 || tensor.size(-1) != size)
      throw new IllegalArgumentException(
          "%s: %s must be […, %d], got %s".formatted(layer, argument, size, tensor.shape()));
  }

  /// Checks a shape given by letters and sizes, such as `"[B, T, D=512]"`; -1 is any size.
  ///
  /// @throws IllegalArgumentException if the rank or a given size differs
  public static void shape(
      String layer, String argument, Tensor tensor, String letters, long... sizes) {
    var shape = tensor.shape();
    var fits = shape.rank() == sizes.length;
    for (var i = 0; fits && i < sizes.length; i++) fits = sizes[i] < 0 || sizes[i] == shape.size(i);
    if (!fits)
      throw new IllegalArgumentException(
          "%s: %s must be %s, got %s".formatted(layer, argument, letters, shape));
  }
}
