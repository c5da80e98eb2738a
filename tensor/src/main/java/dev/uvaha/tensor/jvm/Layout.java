package dev.uvaha.tensor.jvm;

import java.util.Arrays;
import java.util.Optional;

/// Sizes and strides: what views and broadcasts make of them.
final class Layout {
  private Layout() {}

  /// How many elements a shape has.
  ///
  /// @throws IllegalArgumentException if a Java array cannot hold them
  static int count(int... sizes) {
    var count = 1L;
    for (var size : sizes) count *= size;
    if (count > Integer.MAX_VALUE)
      throw new IllegalArgumentException(
          Arrays.toString(sizes) + " has more elements than a Java array holds");
    return (int) count;
  }

  /// The strides of elements that stand in order.
  static int[] ordered(int[] sizes) {
    var strides = new int[sizes.length];
    var stride = 1;
    for (var i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    return strides;
  }

  /// The shape with its one -1, if any, computed.
  static int[] inferred(int[] shape, int count) {
    var known = 1;
    var open = -1;
    for (var i = 0; i < shape.length; i++) {
      if (shape[i] == -1 && open < 0) open = i;
      else known *= shape[i];
    }
    var wanted = shape.clone();
    if (open >= 0) wanted[open] = known == 0 ? 0 : count / known;
    if (count(wanted) != count)
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " is invalid for " + count + " elements");
    return wanted;
  }

  /// The strides under which the same elements have another shape; empty if they must be copied.
  static Optional<int[]> viewed(int[] sizes, int[] strides, int[] wanted) {
    var result = new int[wanted.length];
    var at = wanted.length - 1;
    var last = sizes.length - 1;
    while (last >= 0) {
      // Dimensions that lie behind one another count as one.
      var first = last;
      var run = sizes[last];
      while (first > 0
          && (sizes[first - 1] == 1 || strides[first - 1] == strides[first] * sizes[first])) {
        if (sizes[first - 1] == 1)
          strides = with1(strides, first - 1, strides[first] * sizes[first]);
        first--;
        run *= sizes[first];
      }
      var stride = strides[last];
      var taken = 1;
      while (at >= 0 && (taken < run || wanted[at] == 1)) {
        result[at] = stride;
        stride *= wanted[at];
        taken *= wanted[at];
        at--;
      }
      if (taken != run) return Optional.empty();
      last = first - 1;
    }
    for (; at >= 0; at--) result[at] = 1;
    return Optional.of(result);
  }

  private static int[] with1(int[] strides, int at, int stride) {
    var changed = strides.clone();
    changed[at] = stride;
    return changed;
  }

  /// The shape that two broadcast to.
  static int[] broadcast(int[] left, int[] right) {
    var sizes = new int[Math.max(left.length, right.length)];
    for (var i = 1; i <= sizes.length; i++) {
      var a = i <= left.length ? left[left.length - i] : 1;
      var b = i <= right.length ? right[right.length - i] : 1;
      if (a != b && a != 1 && b != 1)
        throw new IllegalArgumentException(
            "%s and %s do not broadcast".formatted(Arrays.toString(left), Arrays.toString(right)));
      sizes[sizes.length - i] = a == 1 ? b : a;
    }
    return sizes;
  }

  /// Where each row of the last dimension begins.
  static int[] rowOffsets(int offset, int[] sizes, int[] strides) {
    var outer = Math.max(0, sizes.length - 1);
    var rows = count(Arrays.copyOf(sizes, outer));
    var offsets = new int[sizes.length > 0 && sizes[outer] == 0 ? 0 : rows];
    if (offsets.length == 0) return offsets;
    offsets[0] = offset;
    var filled = 1;
    for (var dimension = outer - 1; dimension >= 0; dimension--) {
      // Rows of the later dimensions are there; each further index repeats them, shifted.
      for (var i = 1; i < sizes[dimension]; i++)
        for (var j = 0; j < filled; j++)
          offsets[i * filled + j] = offsets[j] + i * strides[dimension];
      filled *= sizes[dimension];
    }
    return offsets;
  }

  static int[] without(int[] values, int at) {
    var fewer = new int[values.length - 1];
    System.arraycopy(values, 0, fewer, 0, at);
    System.arraycopy(values, at + 1, fewer, at, fewer.length - at);
    return fewer;
  }

  static int[] with(int[] values, int at, int value) {
    var more = new int[values.length + 1];
    System.arraycopy(values, 0, more, 0, at);
    more[at] = value;
    System.arraycopy(values, at, more, at + 1, values.length - at);
    return more;
  }
}
