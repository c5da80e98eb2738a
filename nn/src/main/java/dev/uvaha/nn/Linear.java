package dev.uvaha.nn;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An affine map of the last dimension: `y = x Wᵀ + b`.
///
/// @param weight `[outputs, inputs]`
/// @param bias `[outputs]`, or none
/// @param change of a low rank beside the weight, which alone is trained then; usually none
public record Linear(Parameter weight, Optional<Parameter> bias, Optional<LowRank> change)
    implements Layer {
  /// The map as it is.
  public Linear(Parameter weight, Optional<Parameter> bias) {
    this(weight, bias, Optional.empty());
  }

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
    var mapped =
        bias.isPresent()
            ? Kernels.linear(input, weight.value(), bias.get().value())
            : Kernels.linear(input, weight.value());
    return change.isPresent() ? mapped.add(change.get().forward(input)) : mapped;
  }

  /// The same map, beside which a change of a low rank may be learnt; weight and bias are its own
  /// still.
  ///
  /// @param alpha how strongly the change counts
  public Linear changed(int rank, double alpha) {
    return new Linear(weight, bias, Optional.of(LowRank.create(inputs(), outputs(), rank, alpha)));
  }

  /// The same map with the change added to a copy of the weight.
  public Linear merged() {
    if (change.isEmpty()) return this;
    var sum = Autograd.noGradient(() -> weight.value().add(change.get().product()));
    return new Linear(new Parameter(sum), bias);
  }

  /// The same map for many inputs within a scope: in mixed precision the weight is cast once rather
  /// than for each.
  public UnaryOperator<Tensor> forManySteps() {
    if (change.isPresent()) return this::forward;
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
    change.ifPresent(present -> description.layer("change", present));
  }
}
