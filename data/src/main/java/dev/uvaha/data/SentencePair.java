package dev.uvaha.data;

/// A sentence and its translation.
public record SentencePair(String source, String target) {
  /// The same pair, read in the other direction.
  public SentencePair flipped() {
    return new SentencePair(/* source= */ target, /* target= */ source);
  }
}
