package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// A convolution along a sequence: each position becomes an affine map of the window around it,
/// `y_t = b + Σ_k W_k x_{t + k - padding}`.
///
/// @param weight `[outputs, inputs, kernel]`
/// @param bias `[outputs]`
/// @param padding zeros before the first and after the last position
public record Conv1d(Parameter weight, Parameter bias, int padding) implements Layer {
  /// Weights uniform in ±1/√(inputs · kernel), as PyTorch draws them; as many positions come out as
  /// go in.
  ///
  /// @param kernel the window's width, odd
  public static Conv1d create(int inputs, int outputs, int kernel) {
    if (kernel < 1 || kernel % 2 == 0)
      throw new IllegalArgumentException("Conv1d: kernel must be odd, got " + kernel);
    var bound = 1 / Math.sqrt((double) inputs * kernel);
    return new Conv1d(
        Initialization.uniform(bound, outputs, inputs, kernel),
        Initialization.uniform(bound, outputs),
        kernel / 2);
  }

  public int inputs() {
    return (int) weight.shape().size(1);
  }

  public int outputs() {
    return (int) weight.shape().size(0);
  }

  /// Convolves sequences.
  ///
  /// @param input `[B, T, inputs]`
  /// @return `[B, T, outputs]`
  /// @throws IllegalArgumentException if the shape differs
  public Tensor forward(Tensor input) {
    Check.shape("Conv1d", "input", input, "[B, T, " + inputs() + "]", -1, -1, inputs());
    return Kernels.conv1d(input.transpose(1, 2), weight.value(), bias.value(), padding)
        .transpose(1, 2);
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight).parameter("bias", bias);
  }
}
