package dev.uvaha.tensor.jvm;

import dev.uvaha.tensor.jvm.JvmArray.Element;

/// Matrix products. Where the right side is FLOAT16 and its rows are contiguous, as the weight of a
/// linear map by columns is, the compiler turns the inner loop into vector instructions.
public final class Products {
  private Products() {}

  /// `input × weightᵀ + bias`: input `[…, I]`, weight `[O, I]`, bias `[O]`, result `[…, O]`.
  ///
  /// @param bias zeros or `[O]`
  public static JvmArray linear(JvmArray input, JvmArray weight, JvmArray bias) {
    var inner = input.size(-1);
    if (inner != weight.size(1)) throw mismatch(input, weight);
    var outputs = weight.size(0);
    var values = input.floats();
    var rows = inner == 0 ? 0 : values.length / inner;
    var results = repeated(bias.floats(), rows);
    multiply(JvmArray.of(values, rows, inner), weight.permuted(1, 0), 1, results, 0);
    var sizes = input.sizes();
    sizes[sizes.length - 1] = outputs;
    return JvmArray.of(results, sizes);
  }

  /// [#linear(JvmArray, JvmArray, JvmArray)] without a bias.
  public static JvmArray linear(JvmArray input, JvmArray weight) {
    return linear(input, weight, JvmArray.zeros(Element.FLOAT32, weight.size(0)));
  }

  /// `base + factor · (left × right)` over `[M, T, D] × [M, D, S]`; base broadcasts.
  public static JvmArray scaled(JvmArray base, JvmArray left, JvmArray right, double factor) {
    var m = left.size(0);
    var t = left.size(1);
    var d = left.size(2);
    var s = right.size(2);
    if (right.size(0) != m || right.size(1) != d) throw mismatch(left, right);
    var results = base.expanded(m, t, s).floats();
    if (results.length == base.count()) results = results.clone();
    var asking = JvmArray.of(left.floats(), m, t, d);
    for (var i = 0; i < m; i++)
      multiply(asking.selected(0, i), right.selected(0, i), (float) factor, results, i * t * s);
    return JvmArray.of(results, m, t, s);
  }

  /// Over the last two dimensions, `[…, T, D] × […, D, S] → […, T, S]`; the others broadcast.
  public static JvmArray matmul(JvmArray left, JvmArray right) {
    if (left.rank() < 2 || right.rank() < 2 || left.size(-1) != right.size(-2))
      throw mismatch(left, right);
    var t = left.size(-2);
    var d = left.size(-1);
    var s = right.size(-1);
    var outer = Layout.broadcast(outer(left), outer(right));
    var m = Layout.count(outer);
    var product =
        scaled(
            JvmArray.zeros(Element.FLOAT32, 1, 1, 1),
            left.expanded(with(outer, t, d)).reshaped(m, t, d),
            right.expanded(with(outer, d, s)).reshaped(m, d, s),
            1);
    return product.reshaped(with(outer, t, s));
  }

  /// Adds `factor · left × right` to results `[T, S]` from `start` on: left is FLOAT32 `[T, D]`
  /// with contiguous rows, right is `[D, S]`.
  private static void multiply(
      JvmArray left, JvmArray right, float factor, float[] results, int start) {
    if (right.element() == Element.QINT8 && right.stride(1) != 1) {
      multiply(left, right.of(Element.FLOAT32), factor, results, start);
      return;
    }
    var rows = left.size(0);
    var columns = right.size(1);
    if (right.stride(1) == 1 || columns == 1) {
      if (rows == 1 && InnerParts.suit(left.size(1), columns)) {
        InnerParts.add(
            left.size(1),
            columns,
            results,
            start,
            (from, to, sums) -> addRow(left, 0, right, from, to, factor, sums, 0, 0, columns));
        return;
      }
      Strips.each(
          rows,
          left.size(1),
          columns,
          (from, to) -> {
            for (var row = 0; row < rows; row++)
              addRow(
                  left,
                  row,
                  right,
                  0,
                  left.size(1),
                  factor,
                  results,
                  start + row * columns,
                  from,
                  to);
          });
    } else {
      var turned = right.stride(0) == 1 ? right : right.permuted(1, 0).contiguous().permuted(1, 0);
      Strips.each(
          rows,
          left.size(1),
          columns,
          (from, to) -> {
            for (var row = 0; row < rows; row++)
              addDots(left, row, turned, factor, results, start + row * columns, from, to);
          });
    }
  }

  /// Adds multiples of the right side's rows `[first, end)`, which are contiguous.
  private static void addRow(
      JvmArray left,
      int row,
      JvmArray right,
      int first,
      int end,
      float factor,
      float[] results,
      int at,
      int from,
      int to) {
    var inputs = new float[end - first];
    var values = left.floatsBehind();
    var start = left.offset() + row * left.stride(0) + first;
    for (var i = 0; i < inputs.length; i++) inputs[i] = factor * values[start + i];
    var stride = right.stride(0);
    var offset = right.offset() + first * stride;
    switch (right.element()) {
      case FLOAT16 ->
          Multiples.add(inputs, right.halvesBehind(), offset, stride, results, at, from, to);
      case FLOAT32 ->
          Multiples.add(inputs, right.floatsBehind(), offset, stride, results, at, from, to);
      case QINT8 -> right.bytesBehind().addMultiples(inputs, offset, stride, results, at, from, to);
      case INT64, BOOL -> throw new IllegalArgumentException("products need floats");
    }
  }

  /// Adds inner products with the right side's columns, which are contiguous.
  private static void addDots(
      JvmArray left,
      int row,
      JvmArray right,
      float factor,
      float[] results,
      int at,
      int from,
      int to) {
    var values = left.floatsBehind();
    var start = left.offset() + row * left.stride(0);
    for (var j = from; j < to; j++) {
      var begin = right.offset() + j * right.stride(1);
      var dot =
          switch (right.element()) {
            case FLOAT16 -> Multiples.dot(values, start, right.halvesBehind(), begin, left.size(1));
            case FLOAT32 -> Multiples.dot(values, start, right.floatsBehind(), begin, left.size(1));
            case QINT8, INT64, BOOL -> throw new IllegalArgumentException("products need floats");
          };
      results[at + j] += factor * dot;
    }
  }

  private static float[] repeated(float[] bias, int rows) {
    var results = new float[Math.multiplyExact(bias.length, rows)];
    for (var row = 0; row < rows; row++)
      System.arraycopy(bias, 0, results, row * bias.length, bias.length);
    return results;
  }

  private static int[] outer(JvmArray array) {
    return java.util.Arrays.copyOf(array.sizes(), array.rank() - 2);
  }

  private static int[] with(int[] outer, int rows, int columns) {
    return Layout.with(Layout.with(outer, outer.length, rows), outer.length + 1, columns);
  }

  private static IllegalArgumentException mismatch(JvmArray left, JvmArray right) {
    return new IllegalArgumentException(
        "the shapes cannot be multiplied: %s and %s"
            .formatted(
                java.util.Arrays.toString(left.sizes()), java.util.Arrays.toString(right.sizes())));
  }
}
