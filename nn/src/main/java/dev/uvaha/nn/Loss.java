package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// How far predictions are from what they should be; every loss is a scalar in float32.
public final class Loss {
  private Loss() {}

  /// The mean cross-entropy in nats over the targets that are not `ignored`.
  ///
  /// @param logits `[…, V]`
  /// @param targets INT64 `[…]`
  /// @param smoothing the share of the mass spread over all classes, in `[0, 1)` (Szegedy et al.
  ///   2016)
  /// @return NaN if every target is ignored
  public static Tensor crossEntropy(Tensor logits, Tensor targets, double smoothing, int ignored) {
    if (!(smoothing >= 0 && smoothing < 1))
      throw new IllegalArgumentException(
          "crossEntropy: smoothing must be in [0, 1), got " + smoothing);
    if (logits.rank() != targets.rank() + 1
        || logits.shape().elements() != targets.shape().elements() * logits.size(-1))
      throw new IllegalArgumentException(
          "crossEntropy: targets must be the logits' shape %s without V, got %s"
              .formatted(logits.shape(), targets.shape()));
    return Kernels.crossEntropy(
        logits.reshape(-1, logits.size(-1)), targets.reshape(-1), smoothing, ignored);
  }

  /// The mean binary cross-entropy in nats: each logit is a yes or no of its own.
  ///
  /// @param logits of any shape; `σ(logit)` is the probability of a yes
  /// @param targets 1 for yes, 0 for no, or between, of the same shape
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    if (!logits.shape().equals(targets.shape()))
      throw new IllegalArgumentException(
          "binaryCrossEntropy: targets must be %s, got %s"
              .formatted(logits.shape(), targets.shape()));
    return Kernels.binaryCrossEntropy(logits, targets);
  }

  /// The mean squared error of equal shapes.
  public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape()))
      throw new IllegalArgumentException(
          "meanSquaredError: target must be %s, got %s"
              .formatted(prediction.shape(), target.shape()));
    return Kernels.meanSquaredError(prediction, target);
  }
}
