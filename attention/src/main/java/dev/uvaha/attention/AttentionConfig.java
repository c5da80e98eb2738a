package dev.uvaha.attention;

/// The sizes of a [MultiHeadAttention].
///
/// @param width D, of the model
/// @param heads N, of queries
/// @param keyHeads K, of keys and values; each serves N / K heads of queries (Ainslie et al. 2023),
///   and as published K = N
/// @param headWidth H, of one head; as published D / N
/// @param dropout the probability that training drops an attention weight, in `[0, 1)`
public record AttentionConfig(int width, int heads, int keyHeads, int headWidth, double dropout) {
  public AttentionConfig {
    if (width < 1 || heads < 1 || headWidth < 1)
      throw new IllegalArgumentException(
          "AttentionConfig: sizes must be 1 or more: width=%d, heads=%d, headWidth=%d"
              .formatted(width, heads, headWidth));
    if (keyHeads < 1 || heads % keyHeads != 0)
      throw new IllegalArgumentException(
          "AttentionConfig: heads must divide by keyHeads: heads=%d, keyHeads=%d"
              .formatted(heads, keyHeads));
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException(
          "AttentionConfig: dropout must be in [0, 1), got " + dropout);
  }

  /// As published: each head has keys and values of its own and is D / N wide.
  public AttentionConfig(int width, int heads, double dropout) {
    this(width, heads, heads, headWidth(width, heads), dropout);
  }

  private static int headWidth(int width, int heads) {
    if (heads < 1 || width < heads || width % heads != 0)
      throw new IllegalArgumentException(
          "AttentionConfig: width must divide by heads: width=%d, heads=%d"
              .formatted(width, heads));
    return width / heads;
  }
}
