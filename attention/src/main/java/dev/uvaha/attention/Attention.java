package dev.uvaha.attention;

import dev.uvaha.nn.Layer;
import dev.uvaha.tensor.Tensor;

/// The attention layer in its general form: `y = Σᵢ softmaxᵢ(a(q, Kᵢ)) Vᵢ`.
///
/// - query `[B, T, q]`, key `[B, S, k]`, value `[B, S, v]`, or each with heads `[B, N, …]`
/// - output `[B, T, v]`, weights `[B, T, S]`; a query that may see no key yields zeros in both
///
/// Where many queries come one after another, [AttentionMemory] projects the keys once.
///
/// @param score how well a key fits a query
public record Attention(AttentionScore score) implements Layer {
  /// Weighs the values by how well their keys fit each query.
  ///
  /// @throws IllegalArgumentException if shapes do not fit
  public Attended attend(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
    Doors.sameLength("Attention", key, value);
    var scores = score.score(query, key); // […, T, S]
    var weights = MaskedSoftmax.of(scores, mask);
    return new Attended(weights.matmul(value), weights);
  }

  @Override
  public void describe(Description description) {
    description.layer("score", score);
  }
}
