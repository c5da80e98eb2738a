package dev.uvaha.server;

/// How much one request may ask for.
///
/// @param bodyBytes of its JSON
/// @param tokens that one text may have, and has where the request does not say
/// @param texts that it may ask for: prompts times `n`, or texts to embed or translate
public record RequestLimits(int bodyBytes, int tokens, int texts) {
  /// 1 MiB, 1,024 tokens, 64 texts.
  public static final RequestLimits DEFAULT = new RequestLimits(1 << 20, 1024, 64);

  public RequestLimits {
    if (bodyBytes < 1 || tokens < 1 || texts < 1)
      throw new IllegalArgumentException(
          "limits must be 1 or more, got bodyBytes=%d, tokens=%d, texts=%d"
              .formatted(bodyBytes, tokens, texts));
  }

  public RequestLimits withBodyBytes(int other) {
    return new RequestLimits(other, tokens, texts);
  }

  public RequestLimits withTokens(int other) {
    return new RequestLimits(bodyBytes, other, texts);
  }

  public RequestLimits withTexts(int other) {
    return new RequestLimits(bodyBytes, tokens, other);
  }
}
