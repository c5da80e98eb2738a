package dev.uvaha.tensor.jvm;

import dev.uvaha.tensor.jvm.JvmArray.Element;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/// One result for each element, or each pair of elements after broadcasting. Of whole numbers it is
/// whole, but for quotients and functions such as the root; of others it is FLOAT32.
public final class Elementwise {
  /// Of two numbers, a number.
  public enum Arithmetic {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM
  }

  /// Of two numbers, a BOOL.
  public enum Comparison {
    EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  private Elementwise() {}

  public static JvmArray map(JvmArray input, DoubleUnaryOperator function) {
    var values = input.floats();
    var results = new float[values.length];
    for (var i = 0; i < results.length; i++) results[i] = (float) function.applyAsDouble(values[i]);
    return JvmArray.of(results, input.sizes());
  }

  /// [#map(JvmArray, DoubleUnaryOperator)] of a function that has its like for INT64.
  public static JvmArray map(
      JvmArray input, DoubleUnaryOperator function, LongUnaryOperator wholeFunction) {
    if (input.element() != Element.INT64) return map(input, function);
    var results = input.longs().clone();
    Arrays.setAll(results, i -> wholeFunction.applyAsLong(results[i]));
    return JvmArray.of(results, input.sizes());
  }

  public static JvmArray relu(JvmArray input) {
    if (!input.element().isFloating())
      return compute(Arithmetic.MAXIMUM, input, JvmArray.zeros(Element.INT64));
    var values = input.floats();
    var results = new float[values.length];
    for (var i = 0; i < results.length; i++) results[i] = Math.max(0, values[i]);
    return JvmArray.of(results, input.sizes());
  }

  public static JvmArray compute(Arithmetic operation, JvmArray left, JvmArray right) {
    var sizes = Layout.broadcast(left.sizes(), right.sizes());
    var a = left.expanded(sizes);
    var b = right.expanded(sizes);
    if (isWhole(operation, left, right))
      return JvmArray.of(compute(operation, a.longs(), b.longs()), sizes);
    var results = new float[Layout.count(sizes)];
    compute(operation, a.floats(), b.floats(), results);
    return JvmArray.of(results, sizes);
  }

  /// Replaces the target by `target operation other`.
  ///
  /// @throws IllegalArgumentException if the result is floating and the target is not
  public static void change(Arithmetic operation, JvmArray target, JvmArray other) {
    if (isWhole(operation, target, other)) {
      target.store(compute(operation, target, other.expanded(target.sizes())));
      return;
    }
    if (!target.element().isFloating())
      throw new IllegalArgumentException(target.element() + " can't take a result in FLOAT32");
    var values = target.floats();
    compute(operation, values, other.expanded(target.sizes()).floats(), values);
    target.store(JvmArray.of(values, target.sizes()));
  }

  /// Whether the result is INT64.
  private static boolean isWhole(Arithmetic operation, JvmArray left, JvmArray right) {
    if (left.element() == Element.BOOL && right.element() == Element.BOOL)
      throw new IllegalArgumentException("BOOL has no arithmetic: convert it to INT64 first");
    return operation != Arithmetic.DIVIDE
        && !left.element().isFloating()
        && !right.element().isFloating();
  }

  private static long[] compute(Arithmetic operation, long[] a, long[] b) {
    var results = new long[a.length];
    for (var i = 0; i < results.length; i++)
      results[i] =
          switch (operation) {
            case ADD -> a[i] + b[i];
            case SUBTRACT -> a[i] - b[i];
            case MULTIPLY -> a[i] * b[i];
            case MAXIMUM -> Math.max(a[i], b[i]);
            case DIVIDE -> throw new AssertionError("quotients are floating");
          };
    return results;
  }

  private static void compute(Arithmetic operation, float[] a, float[] b, float[] results) {
    var count = results.length;
    switch (operation) {
      case ADD -> {
        for (var i = 0; i < count; i++) results[i] = a[i] + b[i];
      }
      case SUBTRACT -> {
        for (var i = 0; i < count; i++) results[i] = a[i] - b[i];
      }
      case MULTIPLY -> {
        for (var i = 0; i < count; i++) results[i] = a[i] * b[i];
      }
      case DIVIDE -> {
        for (var i = 0; i < count; i++) results[i] = a[i] / b[i];
      }
      case MAXIMUM -> {
        for (var i = 0; i < count; i++) results[i] = Math.max(a[i], b[i]);
      }
    }
  }

  public static JvmArray compare(Comparison operation, JvmArray left, JvmArray right) {
    var sizes = Layout.broadcast(left.sizes(), right.sizes());
    var whole = left.element() == Element.INT64 && right.element() == Element.INT64;
    var flags = new boolean[Layout.count(sizes)];
    if (whole) {
      var a = left.expanded(sizes).longs();
      var b = right.expanded(sizes).longs();
      for (var i = 0; i < flags.length; i++) flags[i] = holds(operation, Long.compare(a[i], b[i]));
    } else {
      var a = left.expanded(sizes).floats();
      var b = right.expanded(sizes).floats();
      for (var i = 0; i < flags.length; i++)
        flags[i] =
            switch (operation) {
              case EQUAL -> a[i] == b[i];
              case LESS -> a[i] < b[i];
              case LESS_OR_EQUAL -> a[i] <= b[i];
            };
    }
    return JvmArray.of(flags, sizes);
  }

  private static boolean holds(Comparison operation, int order) {
    return switch (operation) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
    };
  }

  public static JvmArray and(JvmArray left, JvmArray right) {
    var sizes = Layout.broadcast(left.sizes(), right.sizes());
    var a = left.expanded(sizes).flags();
    var b = right.expanded(sizes).flags();
    var flags = new boolean[a.length];
    for (var i = 0; i < flags.length; i++) flags[i] = a[i] && b[i];
    return JvmArray.of(flags, sizes);
  }

  public static JvmArray or(JvmArray left, JvmArray right) {
    return not(and(not(left), not(right)));
  }

  public static JvmArray not(JvmArray input) {
    var values = input.flags();
    var flags = new boolean[values.length];
    for (var i = 0; i < flags.length; i++) flags[i] = !values[i];
    return JvmArray.of(flags, input.sizes());
  }

  /// `condition ? yes : no`, broadcast.
  public static JvmArray choose(JvmArray condition, JvmArray yes, JvmArray no) {
    var sizes = Layout.broadcast(condition.sizes(), Layout.broadcast(yes.sizes(), no.sizes()));
    var flags = condition.expanded(sizes).flags();
    if (!yes.element().isFloating() && !no.element().isFloating()) {
      var a = yes.expanded(sizes).longs();
      var b = no.expanded(sizes).longs();
      var results = new long[flags.length];
      for (var i = 0; i < results.length; i++) results[i] = flags[i] ? a[i] : b[i];
      var chosen = JvmArray.of(results, sizes);
      return yes.element() == no.element() ? chosen.of(yes.element()) : chosen;
    }
    var a = yes.expanded(sizes).floats();
    var b = no.expanded(sizes).floats();
    var results = new float[flags.length];
    for (var i = 0; i < results.length; i++) results[i] = flags[i] ? a[i] : b[i];
    return JvmArray.of(results, sizes);
  }
}
