package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// Where the documents of packed rows stand.
///
/// @param mask each position sees itself and those before it in its document
/// @param positions within the document, INT64 `[B, T]`
record PackedRows(AttentionMask mask, Tensor positions) {
  /// @param documents the number of each position's document, `[B · T]`
  static PackedRows of(String layer, Tensor ids, int[] documents) {
    var batch = (int) ids.size(0);
    var length = (int) ids.size(1);
    if (ids.rank() != 2 || documents.length != batch * length)
      throw new IllegalArgumentException(
          "%s: ids must be [B, T] with a document's number for each, got %s and %d numbers"
              .formatted(layer, ids.shape(), documents.length));
    var positions = new int[documents.length];
    var several = false;
    for (var i = 0; i < documents.length; i++) {
      var follows = i % length > 0 && documents[i] == documents[i - 1];
      positions[i] = follows ? positions[i - 1] + 1 : 0;
      several |= !follows && i % length > 0;
    }
    var causal = AttentionMask.causal(); // alone it has faster ways
    var mask =
        several
            ? causal.and(
                AttentionMask.documents(Tensors.indices(ids.device(), documents, batch, length)))
            : causal;
    return new PackedRows(mask, Tensors.indices(ids.device(), positions, batch, length));
  }
}
