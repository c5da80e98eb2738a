package dev.uvaha.nn;

import dev.uvaha.tensor.Tensor;

/// Brings the last dimension to a common scale.
public sealed interface Normalization extends Layer permits LayerNorm, RmsNorm {
  /// Normalises.
  ///
  /// @param input `[…, D]`
  /// @return `[…, D]`
  Tensor forward(Tensor input);
}
