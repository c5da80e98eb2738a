package dev.uvaha.training;

import dev.uvaha.tensor.Tensor;

/// The loss of a batch as a sum, so that batches of different sizes weigh by what is in them.
///
/// @param sum a scalar: the losses of all predictions, added up
/// @param tokens how many predictions those are, 1 or more
/// @param rest what the backward pass has to do after that of the sum, where parts are computed
///   again; usually nothing
public record LossSum(Tensor sum, long tokens, Runnable rest) {
  public LossSum {
    if (tokens < 1)
      throw new IllegalArgumentException("a batch must predict 1 token or more, got " + tokens);
  }

  /// Whose backward pass is that of the sum.
  public LossSum(Tensor sum, long tokens) {
    this(sum, tokens, () -> {});
  }

  /// The same, with more to do on the way back.
  public LossSum then(Runnable more) {
    return new LossSum(sum, tokens, more);
  }

  /// Adds to every parameter its derivative.
  void backward() {
    sum.backward();
    rest.run();
  }

  /// From a mean over the tokens.
  public static LossSum ofMean(Tensor mean, long tokens) {
    return new LossSum(mean.multiply((double) tokens), tokens);
  }
}
