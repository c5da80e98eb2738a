package dev.uvaha.models.bert;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.ParameterCounts;

/// The sizes of a [Bert].
///
/// @param vocabulary tokens
/// @param segments kinds of token, such as of a first and a second sentence
/// @param block of the layers, the norms after the sublayers as published
/// @param maximumLength positions there are
/// @param epsilon of the norms
/// @param head whether it can fill gaps
public record BertConfig(
    int vocabulary,
    int segments,
    int layers,
    BlockConfig block,
    int maximumLength,
    double epsilon,
    Head head) {
  /// What stands on the states.
  public enum Head {
    /// Nothing: it reads, as sentence encoders do.
    NONE,
    /// Logits of the token at each position.
    GAPS
  }

  public BertConfig {
    if (vocabulary < 2)
      throw new IllegalArgumentException("vocabulary must be 2 or more, got " + vocabulary);
    if (segments < 1 || layers < 1 || maximumLength < 1)
      throw new IllegalArgumentException(
          "sizes must be 1 or more, got segments=%d, layers=%d, maximumLength=%d"
              .formatted(segments, layers, maximumLength));
    if (!(epsilon > 0))
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
  }

  /// How many numbers training sets in a [Bert] of these sizes; the greatest `long` if there are
  /// more.
  public long parameterCount() {
    var width = block.width();
    var norm = ParameterCounts.norm(width);
    var layer =
        sum(
            ParameterCounts.attention(width),
            ParameterCounts.feedForward(width, block.innerWidth()),
            2 * norm);
    var gaps = sum(product(width, width + 1L), norm, vocabulary);
    return sum(
        product(sum(vocabulary, segments, maximumLength), width),
        norm,
        product(layers, layer),
        head == Head.GAPS ? gaps : 0);
  }
}
