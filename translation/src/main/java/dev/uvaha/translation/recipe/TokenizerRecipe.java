package dev.uvaha.translation.recipe;

/// The byte-level BPE that both languages share.
///
/// @param merges how many merges to learn; the vocabulary has these, 256 bytes and the special
///   tokens
/// @param minimumFrequency how often a pair of tokens must occur to be merged
public record TokenizerRecipe(int merges, int minimumFrequency) {
  public TokenizerRecipe {
    if (merges < 0) throw new IllegalArgumentException("merges must be 0 or more, got " + merges);
    if (minimumFrequency < 1)
      throw new IllegalArgumentException(
          "minimumFrequency must be 1 or more, got " + minimumFrequency);
  }
}
