package dev.uvaha.attention;

import dev.uvaha.tensor.Tensor;

/// Scores to weights: each row's exponentials over its sum, where the mask allows.
final class MaskedSoftmax {
  private MaskedSoftmax() {}

  /// Scores `[B, T, S]` or `[B, N, T, S]` to weights; a row that may see nothing becomes zeros, and
  /// no gradient passes it.
  static Tensor of(Tensor scores, AttentionMask mask) {
    var queries = scores.size(-2);
    var keys = scores.size(-1);
    mask.check(scores.size(0), scores.rank() == 4 ? scores.size(1) : 1, queries, keys);
    var found = mask.mayAttend(queries, keys, scores.device());
    if (found.isEmpty()) return scores.softmax(-1);
    var visible = scores.rank() == 4 ? found.get() : found.get().squeeze(1);
    return of(scores, visible, mask.mayHideAll(queries, keys));
  }

  /// The same under a mask that is made already and broadcasts to the scores.
  ///
  /// @param hidesAll whether it may leave a row without anything
  static Tensor of(Tensor scores, Tensor visible, boolean hidesAll) {
    var allowed = scores.where(visible, Double.NEGATIVE_INFINITY);
    if (!hidesAll) return allowed.softmax(-1);
    var sees = visible.any(-1).unsqueeze(-1);
    return allowed.where(sees, 0).softmax(-1).where(sees, 0);
  }
}
