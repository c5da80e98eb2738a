package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;

/// The network that every position goes through on its own ("Attention Is All You Need", section
/// 3.3).
public sealed interface FeedForward extends Layer {
  /// Transforms each position.
  ///
  /// @param input `[…, D]`
  /// @return `[…, D]`
  Tensor forward(Tensor input, Mode mode);

  /// What stands between the maps in and out, before dropout: one number for each hidden unit.
  ///
  /// @param input `[…, D]`
  /// @return `[…, inner width]`
  Tensor hidden(Tensor input);

  /// What the map out makes of that: after [#hidden], what [#forward] gives in inference.
  ///
  /// @param hidden `[…, inner width]`
  /// @return `[…, D]`
  Tensor output(Tensor hidden);

  /// What bends between the two maps of [Plain].
  enum Activation {
    RELU,
    GELU,
    GELU_TANH,
    SILU;

    /// Bends each element.
    public Tensor apply(Tensor input) {
      return switch (this) {
        case RELU -> Kernels.relu(input);
        case GELU -> Kernels.gelu(input);
        case GELU_TANH -> Kernels.geluTanh(input);
        case SILU -> Kernels.silu(input);
      };
    }
  }

  /// `W₂ dropout(activation(W₁ x + b₁)) + b₂` (eq. 2).
  record Plain(Linear inner, Linear outer, Activation activation, Dropout dropout)
      implements FeedForward {
    /// With an inner width, 2048 in the paper.
    public static Plain create(int width, int innerWidth, Activation activation, double dropout) {
      return new Plain(
          Linear.create(width, innerWidth),
          Linear.create(innerWidth, width),
          activation,
          new Dropout(dropout));
    }

    @Override
    public Tensor forward(Tensor input, Mode mode) {
      try (var scope = TensorScope.open()) {
        return scope.keep(output(dropout.forward(hidden(input), mode)));
      }
    }

    @Override
    public Tensor hidden(Tensor input) {
      return activation.apply(inner.forward(input));
    }

    @Override
    public Tensor output(Tensor hidden) {
      return outer.forward(hidden);
    }

    @Override
    public void describe(Description description) {
      description.layer("inner", inner).layer("outer", outer);
    }
  }

  /// `W_down (silu(W_gate x) ⊙ W_up x)` (Shazeer 2020, SwiGLU), without biases.
  record SwiGlu(Linear gate, Linear up, Linear down) implements FeedForward {
    public static SwiGlu create(int width, int innerWidth) {
      return new SwiGlu(
          Linear.withoutBias(width, innerWidth),
          Linear.withoutBias(width, innerWidth),
          Linear.withoutBias(innerWidth, width));
    }

    @Override
    public Tensor forward(Tensor input, Mode mode) {
      return output(hidden(input));
    }

    @Override
    public Tensor hidden(Tensor input) {
      return Kernels.silu(gate.forward(input)).multiply(up.forward(input));
    }

    @Override
    public Tensor output(Tensor hidden) {
      return down.forward(hidden);
    }

    @Override
    public void describe(Description description) {
      description.layer("gate", gate).layer("up", up).layer("down", down);
    }
  }
}
