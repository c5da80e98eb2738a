package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// Zeroes elements at random in training and scales the others up, so that the mean stays
/// (Srivastava et al. 2014).
///
/// @param probability in `[0, 1)`
public record Dropout(double probability) {
  public Dropout {
    if (!(probability >= 0 && probability < 1))
      throw new IllegalArgumentException(
          "Dropout: probability must be in [0, 1), got " + probability);
  }

  /// In inference, or with probability 0, the input itself.
  public Tensor forward(Tensor input, Mode mode) {
    return mode == Mode.TRAINING && probability > 0 ? Kernels.dropout(input, probability) : input;
  }
}
