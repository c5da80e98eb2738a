package dev.uvaha.data;

/// A sentence, its translation, and the language of the translation (`uk`, `en`, …).
public record TaggedPair(String source, String target, String targetLanguage) {
  public TaggedPair {
    if (targetLanguage.isBlank()) {
      throw new IllegalArgumentException(
          "TaggedPair: the target language must be a code such as \"uk\", got a blank one");
    }
  }
}
