package dev.uvaha.models.seq2seq;

import dev.uvaha.models.seq2seq.RecurrentConfig.ReadoutKind;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// The output g of `p(y_i | …) = g(y_{i-1}, s_i, c_i)` (Bahdanau et al. 2014, eq. 4), up to the
/// projection onto words: a vector of the embedding's width.
///
/// @param map of the state, the word before and the context, side by side
/// @param kind what follows it
record Readout(Linear map, ReadoutKind kind) implements Layer {
  /// For states, words and contexts of these widths.
  static Readout create(int state, int word, int context, ReadoutKind kind) {
    var outputs =
        switch (kind) {
          case MAXOUT -> 2 * word;
          case LINEAR -> word;
        };
    return new Readout(Linear.create(state + word + context, outputs), kind);
  }

  /// Reads states `[…, H]`, words before `[…, E]` and contexts `[…, C]`.
  ///
  /// @return `[…, E]`
  Tensor forward(Tensor state, Tensor word, Tensor context) {
    var mapped = map.forward(Tensors.concatenate(-1, List.of(state, word, context)));
    return switch (kind) {
      case LINEAR -> mapped;
      case MAXOUT -> {
        var halves = Tensors.chunks(mapped, 2, -1); // unit i's neighbour is unit i + E
        yield halves.get(0).maximum(halves.get(1));
      }
    };
  }

  @Override
  public void describe(Description description) {
    description.layer("map", map);
  }
}
