package dev.uvaha.models.sequence;

import dev.uvaha.nn.Check;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// Which positions of a padded batch are elements of their sequences.
///
/// @param lengths how many of each row
/// @param real BOOL `[B, T, 1]`
@SuppressWarnings("ArrayRecordComponent") // plain numbers, never compared
record RealPositions(int[] lengths, Tensor real) {
  /// Checks a batch at a layer's door.
  ///
  /// @param input `[B, T, …]`, T at least 1, padded on the right
  /// @param lengths B of them, each 0 to T
  /// @throws IllegalArgumentException if they do not fit
  static RealPositions of(String layer, Tensor input, int[] lengths) {
    var batch = input.size(0);
    var positions = input.size(1);
    if (positions < 1)
      throw new IllegalArgumentException(
          "%s: a batch must have 1 position or more, padding if need be, got %s"
              .formatted(layer, input.shape()));
    Check.lengths(layer, input, lengths);
    var device = input.device();
    var places = Tensors.range(positions, device).unsqueeze(0).expand(batch, positions);
    var ends = Tensors.indices(device, lengths, batch, 1).expand(batch, positions);
    return new RealPositions(lengths, places.lessThan(ends).unsqueeze(-1));
  }

  /// Checks the door of an encoder.
  ///
  /// @param input `[B, T, D]`
  static RealPositions of(String layer, Tensor input, int[] lengths, int width) {
    Check.shape(layer, "input", input, "[B, T, D=" + width + "]", -1, -1, width);
    return of(layer, input, lengths);
  }

  /// Zeros in the padding, whatever stood there; no gradient comes from it.
  ///
  /// @param states `[B, T, D]`
  Tensor only(Tensor states) {
    return states.where(real, 0);
  }

  /// The mean over each sequence's elements; zeros if it has none.
  ///
  /// @param states `[B, T, D]`
  /// @return `[B, D]`
  Tensor mean(Tensor states) {
    var shares = new float[lengths.length];
    for (var b = 0; b < shares.length; b++) shares[b] = 1f / Math.max(1, lengths[b]);
    return only(states).sum(1).multiply(Tensors.of(states.device(), shares, shares.length, 1));
  }
}
