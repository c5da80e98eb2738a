package dev.uvaha.translation.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  /// A corpus as YAML writes it: in strings, numbers, lists and maps.
  static Object written(Corpus corpus) {
    return switch (corpus) {
      case Tsv(var file) -> file.toString();
      case Aligned(var source, var target) -> List.of(source.toString(), target.toString());
      case Grammar(int pairs) -> Map.of("grammar", pairs);
      case HeldOut(int pairs) -> Map.of("held-out", pairs);
      case None() -> "none";
    };
  }

  /// The inverse of [#written].
  ///
  /// @throws IllegalArgumentException if it is no corpus
  static Corpus of(Object written) {
    return switch (written) {
      case String none when none.equals("none") -> NONE;
      case String file when !file.isBlank() -> tsv(Path.of(file));
      case List<?> two
          when two.size() == 2
              && two.get(0) instanceof String source
              && two.get(1) instanceof String target ->
          aligned(Path.of(source), Path.of(target));
      case Map<?, ?> one when one.size() == 1 && one.get("grammar") instanceof Integer pairs ->
          grammar(pairs);
      case Map<?, ?> one when one.size() == 1 && one.get("held-out") instanceof Integer pairs ->
          new HeldOut(pairs);
      default ->
          throw new IllegalArgumentException(
              "must be a TSV file, a list of two aligned files, {grammar: PAIRS}, {held-out: PAIRS} or none, got "
                  + written);
    };
  }
}
