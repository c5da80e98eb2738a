package dev.uvaha.nn;

import dev.uvaha.tensor.Tensor;
import java.util.Arrays;

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

  /// Checks how much of each padded sequence is real.
  ///
  /// @param input `[B, T, …]`
  /// @param lengths B of them, each 0 to T
  /// @throws IllegalArgumentException if there are more or fewer, or one is out of range
  public static void lengths(String layer, Tensor input, int[] lengths) {
    var longest = input.size(1);
    if (lengths.length != input.size(0)
        || Arrays.stream(lengths).anyMatch(length -> length < 0 || length > longest))
      throw new IllegalArgumentException(
          "%s: lengths must be B=%d of 0 to T=%d, got %s"
              .formatted(layer, input.size(0), longest, Arrays.toString(lengths)));
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
