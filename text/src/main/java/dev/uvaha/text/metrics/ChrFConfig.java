package dev.uvaha.text.metrics;

import java.util.Locale;

/// How chrF is counted.
///
/// - `letterCase`: whether case counts
/// - `characterOrder`: the longest n-grams of characters, without spaces
/// - `wordOrder`: the longest n-grams of words; 0 for chrF, 2 for chrF++
/// - `beta`: how many times more recall weighs than precision
public record ChrFConfig(LetterCase letterCase, int characterOrder, int wordOrder, int beta) {
  /// chrF2, what `sacrebleu -m chrf` does.
  public static final ChrFConfig CHRF = new ChrFConfig(LetterCase.MIXED, 6, 0, 2);

  /// chrF2++, what `sacrebleu -m chrf --chrf-word-order 2` does.
  public static final ChrFConfig CHRF_PLUS_PLUS = new ChrFConfig(LetterCase.MIXED, 6, 2, 2);

  public ChrFConfig {
    if (characterOrder < 1 || wordOrder < 0 || beta < 1) {
      throw new IllegalArgumentException(
          "characterOrder=%d and beta=%d must be at least 1, wordOrder=%d at least 0"
              .formatted(characterOrder, beta, wordOrder));
    }
  }

  int orders() {
    return characterOrder + wordOrder;
  }

  String name() {
    return "chrF" + beta + "+".repeat(wordOrder);
  }

  String signature() {
    return String.format(
        Locale.ROOT,
        "nrefs:1|case:%s|eff:yes|nc:%d|nw:%d|space:no|version:%s",
        letterCase.signature(),
        characterOrder,
        wordOrder,
        SacreBleuFormat.VERSION);
  }
}
