package dev.uvaha.models.llama;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;

/// The sizes and choices of a [Llama].
///
/// @param vocabulary tokens
/// @param attention its width is the model's
/// @param innerWidth of the feed-forward networks
/// @param maximumLength the longest sequence
/// @param rotary how fast queries and keys turn
/// @param epsilon of the norms
/// @param biases which of attention's maps have one
/// @param head whether the output has a matrix of its own
public record LlamaConfig(
    int vocabulary,
    int layers,
    AttentionConfig attention,
    int innerWidth,
    int maximumLength,
    RotaryFrequencies rotary,
    double epsilon,
    Biases biases,
    Head head) {
  /// Which of attention's maps have a bias.
  public enum Biases {
    /// Llama, SmolLM.
    NONE,
    /// Of queries, keys and values: Qwen2.
    INPUTS,
    /// Of those and of the output: Llama with `attention_bias`.
    ALL
  }

  /// What projects the last states onto the vocabulary.
  public enum Head {
    /// The embedding, transposed.
    TIED,
    /// A matrix of its own.
    OWN
  }

  public LlamaConfig {
    if (vocabulary < 2)
      throw new IllegalArgumentException("vocabulary must be 2 or more, got " + vocabulary);
    if (layers < 1 || innerWidth < 1 || maximumLength < 1)
      throw new IllegalArgumentException(
          "sizes must be 1 or more, got layers=%d, innerWidth=%d, maximumLength=%d"
              .formatted(layers, innerWidth, maximumLength));
    if (!(epsilon > 0))
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
  }

  /// How many numbers training sets in a [Llama] of these sizes; the greatest `long` if there are
  /// more.
  public long parameterCount() {
    var width = attention.width();
    var asked = product(attention.heads(), attention.headWidth());
    var looked = product(attention.keyHeads(), attention.headWidth());
    var maps = product(2, width, sum(asked, looked));
    var added =
        switch (biases) {
          case NONE -> 0;
          case INPUTS -> sum(asked, looked, looked);
          case ALL -> sum(asked, looked, looked, width);
        };
    return sum(
        product(head == Head.OWN ? 2 : 1, vocabulary, width),
        product(layers, sum(maps, added, product(3, innerWidth, width), 2L * width)),
        width);
  }
}
