package dev.uvaha.nn;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An affine map of the last dimension: `y = x Wᵀ + b`.
///
/// @param weight `[outputs, inputs]`
/// @param bias `[outputs]`, or none
public record Linear(Parameter weight, Optional<Parameter> bias) implements Layer {
  /// Xavier weights and a zero bias.
  public static Linear create(int inputs, int outputs) {
    return new Linear(
        Initialization.xavierUniform(outputs, inputs), Optional.of(Initialization.zeros(outputs)));
  }

  /// Xavier weights and no bias.
  public static Linear withoutBias(int inputs, int outputs) {
    return new Linear(Initialization.xavierUniform(outputs, inputs), Optional.empty());
  }

  public int inputs() {
    return (int) weight.shape().size(1);
  }

  public int outputs() {
    return (int) weight.shape().size(0);
  }

  /// Maps the last dimension.
  ///
  /// @param input `[…, inputs]`
  /// @return `[…, outputs]`
  /// @throws IllegalArgumentException if the last dimension differs
  public Tensor forward(Tensor input) {
    Check.lastDimension("Linear", "input", input, inputs());
    return bias.isPresent()
        ? Kernels.linear(input, weight.value(), bias.get().value())
        : Kernels.linear(input, weight.value());
  }

  /// The same map for many inputs within a scope: in mixed precision the weight is cast once rather
  /// than for each.
  public UnaryOperator<Tensor> forManySteps() {
    var narrow = Autocast.input(weight.value());
    return input ->
        bias.isPresent()
            ? Kernels.linear(input, narrow, bias.get().value())
            : Kernels.linear(input, narrow);
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight);
    bias.ifPresent(present -> description.parameter("bias", present));
  }
}
