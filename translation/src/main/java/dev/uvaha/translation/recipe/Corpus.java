package dev.uvaha.translation.recipe;

import java.nio.file.Path;

/// Where sentence pairs come from. Files are UTF-8, gzipped or not.
///
/// In a recipe: a file's name, a list of two, `{grammar: 300000}`, `{held-out: 1000}` or `none`.
public sealed interface Corpus {
  /// No pairs at all.
  None NONE = new None();

  /// One file, `source TAB target` a line.
  record Tsv(Path file) implements Corpus {}

  /// Two files, the translation of each line of the one on the same line of the other.
  record Aligned(Path source, Path target) implements Corpus {}

  /// Pairs that the built-in English–Ukrainian grammar writes.
  ///
  /// @param pairs how many, all different
  record Grammar(int pairs) implements Corpus {
    public Grammar {
      if (pairs < 1)
        throw new IllegalArgumentException("a grammar writes 1 pair or more, got " + pairs);
    }
  }

  /// Pairs taken out of the training corpus, evenly over its length.
  ///
  /// @param pairs how many at most; never over a tenth of the corpus
  record HeldOut(int pairs) implements Corpus {
    public HeldOut {
      if (pairs < 1) throw new IllegalArgumentException("hold out 1 pair or more, got " + pairs);
    }
  }

  /// No corpus.
  record None() implements Corpus {}

  /// One file, `source TAB target` a line.
  static Corpus tsv(Path file) {
    return new Tsv(file);
  }

  /// Two line-aligned files.
  static Corpus aligned(Path source, Path target) {
    return new Aligned(source, target);
  }

  /// So many different pairs of the built-in grammar.
  static Corpus grammar(int pairs) {
    return new Grammar(pairs);
  }
}
