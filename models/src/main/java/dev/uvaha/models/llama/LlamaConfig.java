package dev.uvaha.models.llama;

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
}
