package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// `γ (x − mean) / √(variance + ε) + β` over the last dimension (Ba et al. 2016).
///
/// @param weight γ `[D]`
/// @param bias β `[D]`
public record LayerNorm(Parameter weight, Parameter bias, double epsilon) implements Normalization {
  /// γ = 1, β = 0, ε = 1e-5.
  public static LayerNorm create(int width) {
    return create(width, 1e-5);
  }

  /// γ = 1, β = 0.
  public static LayerNorm create(int width, double epsilon) {
    return new LayerNorm(Initialization.ones(width), Initialization.zeros(width), epsilon);
  }

  @Override
  public Tensor forward(Tensor input) {
    Check.lastDimension("LayerNorm", "input", input, weight.shape().size(0));
    return Kernels.layerNorm(input, weight.value(), bias.value(), epsilon);
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight).parameter("bias", bias);
  }
}
