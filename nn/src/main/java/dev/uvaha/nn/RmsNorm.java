package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// `γ x / √(mean(x²) + ε)` over the last dimension (Zhang and Sennrich 2019).
///
/// @param weight γ `[D]`
public record RmsNorm(Parameter weight, double epsilon) implements Normalization {
  /// γ = 1, ε = 1e-6.
  public static RmsNorm create(int width) {
    return create(width, 1e-6);
  }

  /// γ = 1.
  public static RmsNorm create(int width, double epsilon) {
    return new RmsNorm(Initialization.ones(width), epsilon);
  }

  @Override
  public Tensor forward(Tensor input) {
    Check.lastDimension("RmsNorm", "input", input, weight.shape().size(0));
    return Kernels.rmsNorm(input, weight.value(), epsilon);
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight);
  }
}
