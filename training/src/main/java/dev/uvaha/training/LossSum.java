package dev.uvaha.training;

import dev.uvaha.tensor.Tensor;

/// The loss of a batch as a sum, so that batches of different sizes weigh by what is in them.
///
/// @param sum a scalar: the losses of all predictions, added up
/// @param tokens how many predictions those are, 1 or more
public record LossSum(Tensor sum, long tokens) {
  public LossSum {
    if (tokens < 1)
      throw new IllegalArgumentException("a batch must predict 1 token or more, got " + tokens);
  }

  /// From a mean over the tokens.
  public static LossSum ofMean(Tensor mean, long tokens) {
    return new LossSum(mean.multiply((double) tokens), tokens);
  }
}
