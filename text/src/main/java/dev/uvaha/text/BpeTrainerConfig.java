package dev.uvaha.text;

import java.util.HashSet;
import java.util.List;

/// What a byte-level BPE is trained to.
///
/// - `vocabularySize`: all tokens: the special ones, the 256 bytes and one per merge; a small text
///   may run out of pairs before
/// - `minimumFrequency`: how often a pair must occur to be merged
/// - `specialTokens`: their ids are 0, 1, … in this order
public record BpeTrainerConfig(
    int vocabularySize, int minimumFrequency, List<String> specialTokens) {
  public BpeTrainerConfig {
    specialTokens = List.copyOf(specialTokens);
    if (specialTokens.contains("") || new HashSet<>(specialTokens).size() < specialTokens.size()) {
      throw new IllegalArgumentException(
          "special tokens must be distinct and not empty: " + specialTokens);
    }
    int least = specialTokens.size() + 256;
    if (vocabularySize < least) {
      throw new IllegalArgumentException(
          "vocabularySize=%d must be at least %d: %d special tokens and 256 bytes"
              .formatted(vocabularySize, least, specialTokens.size()));
    }
    if (minimumFrequency < 1) {
      throw new IllegalArgumentException(
          "minimumFrequency must be at least 1, got " + minimumFrequency);
    }
    for (var token : specialTokens) {
      if (token.codePointCount(0, token.length()) == 1 && ByteAlphabet.spells(token)) {
        throw new IllegalArgumentException(
            "special token \"" + token + "\" is the spelling of a byte; use a longer one");
      }
    }
  }

  /// As many tokens as `merges` merges give, with pairs that occur once merged too if it comes to
  /// that.
  public static BpeTrainerConfig ofMerges(int merges, List<String> specialTokens) {
    return new BpeTrainerConfig(specialTokens.size() + 256 + merges, 1, specialTokens);
  }
}
