package dev.uvaha.attention;

/// The sizes of a [MultiHeadAttention].
///
/// @param width D, of the model
/// @param heads N; each is D / N wide
/// @param dropout the probability that training drops an attention weight, in `[0, 1)`
public record AttentionConfig(int width, int heads, double dropout) {
  public AttentionConfig {
    if (heads < 1 || width < heads || width % heads != 0)
      throw new IllegalArgumentException(
          "AttentionConfig: width must divide by heads: width=%d, heads=%d"
              .formatted(width, heads));
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException(
          "AttentionConfig: dropout must be in [0, 1), got " + dropout);
  }

  /// H, the width of one head.
  public int headWidth() {
    return width / heads;
  }
}
