package dev.uvaha.training;

/// How a gradient changes its parameter. The learning rate comes from the [Schedule]; what is
/// remembered from step to step is in [Moments].
public sealed interface Optimizer {
  /// β₁, the memory of the gradient's mean.
  double beta1();

  /// β₂, the memory of the gradient's square.
  double beta2();

  /// ε, added to the root of the square.
  double epsilon();

  /// AdamW as most transformers are trained: β 0.9 and 0.98, ε 1e-9, 0.01 off the matrices.
  static AdamW adamW() {
    return new AdamW(0.9, 0.98, 1e-9, 0.01, Decayed.MATRICES);
  }

  /// Adam as in "Attention Is All You Need", section 5.3.
  static Adam adam() {
    return new Adam(0.9, 0.98, 1e-9, 0);
  }

  /// Adam with decoupled weight decay (Loshchilov and Hutter 2019): each step first shrinks the
  /// parameter by `rate · decay`.
  record AdamW(double beta1, double beta2, double epsilon, double decay, Decayed decayed)
      implements Optimizer {
    public AdamW {
      check(beta1, beta2, epsilon, decay);
    }
  }

  /// Adam (Kingma and Ba 2015); `decay · parameter` is added to the gradient (an L2 penalty).
  record Adam(double beta1, double beta2, double epsilon, double decay) implements Optimizer {
    public Adam {
      check(beta1, beta2, epsilon, decay);
    }
  }

  /// Which parameters weight decay shrinks.
  enum Decayed {
    /// All of them, as PyTorch does unless told otherwise.
    EVERYTHING,
    /// Those of two dimensions or more: not biases, not norms.
    MATRICES
  }

  private static void check(double beta1, double beta2, double epsilon, double decay) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1))
      throw new IllegalArgumentException(
          "β must be in [0, 1): beta1=%s, beta2=%s".formatted(beta1, beta2));
    if (!(epsilon >= 0)) throw new IllegalArgumentException("ε must not be negative: " + epsilon);
    if (!(decay >= 0)) throw new IllegalArgumentException("decay must not be negative: " + decay);
  }
}
