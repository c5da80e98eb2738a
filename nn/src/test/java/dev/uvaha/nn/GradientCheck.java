package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// Compares the gradients of a scalar with central finite differences, in float64.
public final class GradientCheck {
  /// The step of the differences: its square, the error of the method, stays below the tolerance,
  /// and float64's rounding divided by it too.
  private static final double STEP = 1e-5;

  /// Relative for gradients above 1, absolute below.
  private static final double TOLERANCE = 1e-6;

  /// Elements looked at in each leaf, chosen by a fixed seed.
  private static final int ELEMENTS = 29;

  private static final long SEED = 20250817;

  private GradientCheck() {}

  /// Fails at the first element of a leaf whose gradient differs.
  ///
  /// @param leaves FLOAT64, contiguous, on the CPU, requiring gradients; by name
  /// @param scalar computes the scalar anew from the leaves, without randomness
  public static void check(Map<String, Tensor> leaves, Supplier<Tensor> scalar) {
    try (var _ = TensorScope.open()) {
      leaves.values().forEach(Tensor::clearGradient);
      scalar.get().backward();
      leaves.forEach((name, leaf) -> check(name, leaf, scalar));
    }
  }

  private static void check(String name, Tensor leaf, Supplier<Tensor> scalar) {
    assertThat(leaf.dataType()).as(name).isEqualTo(DataType.FLOAT64);
    var gradient =
        leaf.gradient()
            .orElseThrow(() -> new AssertionError(name + " has no gradient"))
            .contiguous()
            .segment()
            .toArray(ValueLayout.JAVA_DOUBLE);
    var values = leaf.segment();
    var elements = Math.min(ELEMENTS, gradient.length);
    for (var index :
        new Random(SEED).ints(0, gradient.length).distinct().limit(elements).toArray()) {
      var value = values.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
      values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value + STEP);
      var above = valueOf(scalar);
      values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value - STEP);
      var below = valueOf(scalar);
      values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      var expected = (above - below) / (2 * STEP);
      assertThat(Math.abs(gradient[index] - expected))
          .as(
              "gradient of %s, element %d: %s, by differences %s",
              name, index, gradient[index], expected)
          .isLessThanOrEqualTo(TOLERANCE * (1 + Math.abs(expected)));
    }
  }

  private static double valueOf(Supplier<Tensor> scalar) {
    try (var _ = TensorScope.open()) {
      return Autograd.noGradient(() -> scalar.get().item());
    }
  }
}
