package dev.uvaha.pretraining;

import java.nio.file.Path;

/// The tokens. In YAML, `kind` says which and so which keys stand beside it.
public sealed interface VocabularyRecipe {
  /// Byte-level BPE, learnt from the text.
  ///
  /// @param merges how many merges to learn; the vocabulary has these, 256 bytes and the token
  ///   between documents
  /// @param minimumFrequency how often a pair of tokens must occur to be merged
  record Bpe(int merges, int minimumFrequency) implements VocabularyRecipe {
    public Bpe {
      if (merges < 0) throw new IllegalArgumentException("merges must be 0 or more, got " + merges);
      if (minimumFrequency < 1)
        throw new IllegalArgumentException(
            "minimumFrequency must be 1 or more, got " + minimumFrequency);
    }
  }

  /// The characters of the text.
  record Characters() implements VocabularyRecipe {}

  /// A tokenizer that is there already.
  ///
  /// @param file a `tokenizer.json`
  /// @param separator its special token to stand between documents
  record Given(String file, String separator) implements VocabularyRecipe {
    Given absolute() {
      return new Given(Path.of(file).toAbsolutePath().normalize().toString(), separator);
    }
  }
}
