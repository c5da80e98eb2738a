package dev.uvaha.tensor.jvm;

import dev.uvaha.tensor.jvm.JvmArray.Element;
import java.util.Arrays;

/// What is computed along the last dimension, one row after another.
public final class Rows {
  /// How a row becomes one number.
  public enum Reduction {
    SUM,
    MEAN,
    MAX
  }

  private Rows() {}

  /// Exponentials divided by their sum.
  public static JvmArray softmax(JvmArray input) {
    var results = input.floats().clone();
    forEachRow(
        input,
        (start, end) -> {
          var most = max(results, start, end);
          var sum = 0.0;
          for (var i = start; i < end; i++) {
            results[i] = (float) Math.exp(results[i] - most);
            sum += results[i];
          }
          var factor = (float) (1 / sum);
          for (var i = start; i < end; i++) results[i] *= factor;
        });
    return JvmArray.of(results, input.sizes());
  }

  /// The logarithm of [#softmax], computed stably.
  public static JvmArray logSoftmax(JvmArray input) {
    var results = input.floats().clone();
    forEachRow(
        input,
        (start, end) -> {
          var most = max(results, start, end);
          var sum = 0.0;
          for (var i = start; i < end; i++) sum += Math.exp(results[i] - most);
          var shift = (float) (most + Math.log(sum));
          for (var i = start; i < end; i++) results[i] -= shift;
        });
    return JvmArray.of(results, input.sizes());
  }

  /// Mean 0 and variance 1, then scaled and shifted.
  public static JvmArray layerNorm(JvmArray input, JvmArray weight, JvmArray bias, double epsilon) {
    var results = input.floats().clone();
    var scale = weight.floats();
    var shift = bias.floats();
    forEachRow(
        input,
        (start, end) -> {
          var mean = sum(results, start, end) / (end - start);
          var squares = 0.0;
          for (var i = start; i < end; i++) {
            var distance = results[i] - mean;
            squares += distance * distance;
          }
          var factor = 1 / Math.sqrt(squares / (end - start) + epsilon);
          for (var i = start; i < end; i++)
            results[i] =
                (float) ((results[i] - mean) * factor) * scale[i - start] + shift[i - start];
        });
    return JvmArray.of(results, input.sizes());
  }

  /// Divided by the root mean square, then scaled.
  public static JvmArray rmsNorm(JvmArray input, JvmArray weight, double epsilon) {
    var results = input.floats().clone();
    var scale = weight.floats();
    forEachRow(
        input,
        (start, end) -> {
          var squares = 0.0;
          for (var i = start; i < end; i++) squares += (double) results[i] * results[i];
          var factor = 1 / Math.sqrt(squares / (end - start) + epsilon);
          for (var i = start; i < end; i++)
            results[i] = (float) (results[i] * factor) * scale[i - start];
        });
    return JvmArray.of(results, input.sizes());
  }

  /// One number of each row: `[…, D] → […]`. Whole numbers have whole sums and no mean.
  public static JvmArray reduce(Reduction reduction, JvmArray input) {
    if (!input.element().isFloating()) return reduceWhole(reduction, input);
    var values = input.floats();
    var results = new float[values.length / Math.max(1, input.size(-1))];
    forEachRow(
        input,
        (start, end) ->
            results[start / (end - start)] =
                (float)
                    switch (reduction) {
                      case SUM -> sum(values, start, end);
                      case MEAN -> sum(values, start, end) / (end - start);
                      case MAX -> max(values, start, end);
                    });
    return JvmArray.of(results, Layout.without(input.sizes(), input.rank() - 1));
  }

  private static JvmArray reduceWhole(Reduction reduction, JvmArray input) {
    var values = input.longs();
    var results = new long[values.length / Math.max(1, input.size(-1))];
    forEachRow(
        input,
        (start, end) -> {
          var row = Arrays.stream(values, start, end);
          results[start / (end - start)] =
              switch (reduction) {
                case SUM -> row.sum();
                case MAX -> row.max().orElseThrow();
                case MEAN -> throw needsFloats(input);
              };
        });
    var whole = JvmArray.of(results, Layout.without(input.sizes(), input.rank() - 1));
    return reduction == Reduction.MAX ? whole.of(input.element()) : whole;
  }

  private static IllegalArgumentException needsFloats(JvmArray input) {
    return new IllegalArgumentException(
        "needs floats, not %s: convert first".formatted(input.element()));
  }

  /// Whether a row of BOOL has a true element: `[…, D] → […]`.
  public static JvmArray any(JvmArray input) {
    return reduce(Reduction.MAX, input.of(Element.BOOL));
  }

  /// Where the largest of each row stands, the first of equals: `[…, D] → […]`, INT64.
  public static JvmArray argmax(JvmArray input) {
    return largest(input, 1).places().squeezed(-1);
  }

  /// The largest of each row, the largest first, and their places.
  ///
  /// @param values `[…, K]`
  /// @param places `[…, K]`, INT64
  public record Largest(JvmArray values, JvmArray places) {}

  /// The `count` largest of each row; of equals the earlier first.
  ///
  /// @throws IllegalArgumentException if a row has fewer, or they are not floating
  public static Largest largest(JvmArray input, int count) {
    if (!input.element().isFloating()) throw needsFloats(input);
    var width = input.size(-1);
    if (count > width)
      throw new IllegalArgumentException("a row of %d has no %d largest".formatted(width, count));
    var from = input.floats();
    var rows = width == 0 ? 0 : from.length / width;
    var values = new float[rows * count];
    var places = new long[rows * count];
    for (var row = 0; row < rows; row++) {
      var first = row * count;
      var kept = 0;
      for (var i = 0; i < width; i++) {
        var value = from[row * width + i];
        if (kept == count && !(value > values[first + count - 1])) continue;
        var at = first + (kept < count ? kept++ : count - 1);
        for (; at > first && value > values[at - 1]; at--) {
          values[at] = values[at - 1];
          places[at] = places[at - 1];
        }
        values[at] = value;
        places[at] = i;
      }
    }
    var sizes = input.sizes();
    sizes[sizes.length - 1] = count;
    return new Largest(JvmArray.of(values, sizes), JvmArray.of(places, sizes));
  }

  /// Rows of a table by their numbers: `[…]` of `[V, D]` is `[…, D]`.
  ///
  /// @throws IllegalArgumentException if there is no such row, or the table is not floating
  public static JvmArray lookUp(JvmArray ids, JvmArray table) {
    if (!table.element().isFloating()) throw needsFloats(table);
    var width = table.size(1);
    var wanted = ids.longs();
    var results = new float[wanted.length * width];
    for (var i = 0; i < wanted.length; i++) {
      if (wanted[i] < 0 || wanted[i] >= table.size(0))
        throw new IllegalArgumentException(
            "index %d is out of range: there are %d rows".formatted(wanted[i], table.size(0)));
      System.arraycopy(table.selected(0, (int) wanted[i]).floats(), 0, results, i * width, width);
    }
    return JvmArray.of(results, Layout.with(ids.sizes(), ids.rank(), width));
  }

  /// Parts of a dimension by their numbers, copied.
  public static JvmArray select(JvmArray input, int dimension, JvmArray places) {
    var wanted = places.longs();
    var sizes = input.sizes();
    var at = dimension < 0 ? dimension + sizes.length : dimension;
    sizes[at] = wanted.length;
    var result = JvmArray.zeros(input.element(), sizes);
    for (var i = 0; i < wanted.length; i++)
      result.narrowed(at, i, 1).store(input.narrowed(at, Math.toIntExact(wanted[i]), 1));
    return result;
  }

  /// Joined along a dimension that they have.
  ///
  /// @throws IllegalArgumentException if their other sizes or their elements differ
  public static JvmArray concatenate(int dimension, JvmArray... parts) {
    var sizes = parts[0].sizes();
    var at = dimension < 0 ? dimension + sizes.length : dimension;
    sizes[at] = 0;
    for (var part : parts) sizes[at] += part.size(at);
    var result = JvmArray.zeros(parts[0].element(), sizes);
    var start = 0;
    for (var part : parts) {
      var target = result.narrowed(at, start, part.size(at));
      if (!Arrays.equals(target.sizes(), part.sizes()))
        throw new IllegalArgumentException("sizes must match but for dimension " + dimension);
      if (part.element() != result.element())
        throw new IllegalArgumentException("types must match");
      target.store(part);
      start += part.size(at);
    }
    return result;
  }

  private static float max(float[] values, int start, int end) {
    var most = Float.NEGATIVE_INFINITY;
    for (var i = start; i < end; i++) most = Math.max(most, values[i]);
    return most;
  }

  private static double sum(float[] values, int start, int end) {
    var sum = 0.0;
    for (var i = start; i < end; i++) sum += values[i];
    return sum;
  }

  private interface Row {
    void compute(int start, int end);
  }

  private static void forEachRow(JvmArray input, Row row) {
    var width = input.size(-1);
    var count = input.count();
    for (var start = 0; start < count; start += width) row.compute(start, start + width);
  }
}
