package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// A convolution along a sequence: each position becomes an affine map of the window around it,
/// `y_t = b + Σ_k W_k x_{t + k - padding}`.
///
/// @param weight `[outputs, inputs, kernel]`
/// @param bias `[outputs]`
/// @param padding zeros before the first and after the last position
public record Conv1d(Parameter weight, Parameter bias, int padding) implements Layer {
  /// Refuses what is no convolution.
  public Conv1d {
    if (weight.shape().rank() != 3)
      throw new IllegalArgumentException(
          "Conv1d: weight must be [outputs, inputs, kernel], got " + weight.shape());
    if (weight.shape().size(2) < 1)
      throw new IllegalArgumentException("Conv1d: kernel must be 1 or more, got 0");
    var outputs = weight.shape().size(0);
    if (!bias.shape().equals(Shape.of(outputs)))
      throw new IllegalArgumentException(
          "Conv1d: bias must be [outputs=%d], got %s".formatted(outputs, bias.shape()));
    if (padding < 0)
      throw new IllegalArgumentException("Conv1d: padding must be 0 or more, got " + padding);
  }

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

  /// The width of the window.
  public int kernel() {
    return (int) weight.shape().size(2);
  }

  /// Convolves sequences.
  ///
  /// @param input `[B, T, inputs]`
  /// @return `[B, T + 2 · padding - kernel + 1, outputs]`, perhaps of no positions
  /// @throws IllegalArgumentException if the shape differs, or if T is too short for that
  public Tensor forward(Tensor input) {
    Check.shape("Conv1d", "input", input, "[B, T, " + inputs() + "]", -1, -1, inputs());
    var shortest = Math.max(0, kernel() - 1 - 2L * padding);
    if (input.size(1) < shortest)
      throw new IllegalArgumentException(
          "Conv1d: a sequence of length %d with padding %d is too short for kernel %d: it must be %d or longer"
              .formatted(input.size(1), padding, kernel(), shortest));
    if (input.size(1) + 2L * padding < kernel()) return nothing(input);
    return input.size(1) == 0 ? convolve(zeros(input), 0) : convolve(input, padding);
  }

  private Tensor convolve(Tensor input, int zeros) {
    return Kernels.conv1d(input.transpose(1, 2), weight.value(), bias.value(), zeros)
        .transpose(1, 2);
  }

  /// The map of no windows, with gradients of zero; the engine refuses it.
  private Tensor nothing(Tensor input) {
    return Kernels.linear(input.narrow(1, 0, 0), weight.value().select(2, 0), bias.value());
  }

  /// The padding of no positions; the engine does not pad nothing.
  private Tensor zeros(Tensor input) {
    var zeros =
        Tensors.zeros(input.dataType(), input.device(), input.size(0), 2L * padding, inputs());
    return Tensors.concatenate(1, List.of(zeros, input));
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight).parameter("bias", bias);
  }
}
