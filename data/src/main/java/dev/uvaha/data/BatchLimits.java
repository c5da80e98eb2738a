package dev.uvaha.data;

/// How large a batch may grow.
///
/// A batch's tokens are those of its larger side with the padding, `B * max(S, T)`: the padded
/// rectangle, not the text in it, is what a step's time and memory grow with, so that a limit on it
/// bounds both. ("4096 tokens" has the same meaning in JoeyNMT.)
///
/// @param tokens the most tokens of a batch, at least 1
/// @param sentences the most sentences of a batch, at least 1
public record BatchLimits(int tokens, int sentences) {
  public BatchLimits {
    if (tokens < 1 || sentences < 1) {
      throw new IllegalArgumentException(
          "BatchLimits: tokens and sentences must be at least 1, got tokens=%d, sentences=%d"
              .formatted(tokens, sentences));
    }
  }

  /// At most `tokens` tokens, in however many sentences.
  public static BatchLimits tokens(int tokens) {
    return new BatchLimits(tokens, tokens);
  }

  boolean allow(int sentences, int longestSide) {
    return sentences <= this.sentences && (long) sentences * longestSide <= tokens;
  }
}
