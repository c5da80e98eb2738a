package dev.uvaha.tensor.jvm;

import org.apache.commons.numbers.gamma.Erf;

/// What bends between linear maps, for one number.
public final class Activations {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBE = 0.044715;

  private Activations() {}

  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `x · Φ(x)` by the error function (Hendrycks and Gimpel 2016).
  public static double gelu(double x) {
    return 0.5 * x * (1 + Erf.value(x * SQRT_HALF));
  }

  /// [#gelu] by the hyperbolic tangent.
  public static double geluTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(GELU_SCALE * (x + GELU_CUBE * x * x * x)));
  }

  /// `x · sigmoid(x)`.
  public static double silu(double x) {
    return x * sigmoid(x);
  }
}
