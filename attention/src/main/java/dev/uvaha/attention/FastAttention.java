package dev.uvaha.attention;

import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Scaled dot-product attention by the path that measured fastest.
final class FastAttention {
  private FastAttention() {}

  /// Query `[B, N, T, H]` over S keys and values to `[B, N, T, H]`.
  static Tensor attend(Tensor query, KeyValue memory, AttentionMask mask, double dropout) {
    var scores = new AttentionScore.ScaledDotProduct().score(query, memory.key());
    var weights = MaskedSoftmax.of(scores, mask);
    return new Dropout(dropout).forward(weights, Mode.TRAINING).matmul(memory.value());
  }
}
