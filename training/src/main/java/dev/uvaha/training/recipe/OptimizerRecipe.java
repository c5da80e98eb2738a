package dev.uvaha.training.recipe;

import dev.uvaha.training.Optimizer;

/// How a gradient changes its parameter.
///
/// @param decay of the weights; by AdamW of the matrices alone
public record OptimizerRecipe(
    Algorithm algorithm, double beta1, double beta2, double epsilon, double decay) {
  /// Which one.
  public enum Algorithm {
    ADAMW,
    ADAM
  }

  public OptimizerRecipe {
    new Optimizer.Adam(beta1, beta2, epsilon, decay); // refuses what neither can use
  }

  /// The optimizer.
  public Optimizer optimizer() {
    return switch (algorithm) {
      case ADAMW -> new Optimizer.AdamW(beta1, beta2, epsilon, decay, Optimizer.Decayed.MATRICES);
      case ADAM -> new Optimizer.Adam(beta1, beta2, epsilon, decay);
    };
  }
}
