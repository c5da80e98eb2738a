package dev.uvaha.models.sequence;

import dev.uvaha.nn.Check;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Tensor;

/// Brings elements of either kind to vectors of width D.
sealed interface SequenceInput extends Layer {
  /// Maps each element by itself.
  ///
  /// @param owner whose door this is
  /// @param sequences INT64 `[B, T]` or real `[B, T, F]`
  /// @return `[B, T, D]`; zeros in the padding
  Tensor forward(String owner, Tensor sequences, int[] lengths);

  /// For elements of a kind, with fresh parameters.
  static SequenceInput create(Elements elements, int width) {
    return switch (elements) {
      case Elements.Tokens(int vocabulary) ->
          new OfTokens(Embedding.create(vocabulary, width), Math.sqrt(width));
      case Elements.Vectors(int features) -> new OfVectors(Linear.create(features, width));
    };
  }

  /// A vector for each token id; padding may be any of them.
  ///
  /// @param scale √D, which makes the embedding's numbers about 1
  record OfTokens(Embedding embedding, double scale) implements SequenceInput {
    @Override
    public Tensor forward(String owner, Tensor sequences, int[] lengths) {
      Check.shape(owner, "sequences", sequences, "[B, T]", -1, -1);
      var real = RealPositions.of(owner, sequences, lengths);
      return real.only(embedding.forward(sequences).multiply(scale));
    }

    @Override
    public void describe(Description description) {
      description.layer("embedding", embedding);
    }
  }

  /// A linear map of each vector; padding may be any numbers, NaN too.
  record OfVectors(Linear map) implements SequenceInput {
    @Override
    public Tensor forward(String owner, Tensor sequences, int[] lengths) {
      var features = map.inputs();
      Check.shape(owner, "sequences", sequences, "[B, T, F=" + features + "]", -1, -1, features);
      var real = RealPositions.of(owner, sequences, lengths);
      return real.only(map.forward(real.only(sequences)));
    }

    @Override
    public void describe(Description description) {
      description.layer("map", map);
    }
  }
}
