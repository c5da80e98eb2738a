package dev.uvaha.cli;

import dev.uvaha.data.SentencePair;
import dev.uvaha.translation.Script;
import dev.uvaha.translation.recipe.LanguagePair;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which way a translator is measured on the pairs of a file.
///
/// @param pairs from what it reads to what it should write
record Direction(String from, String to, List<SentencePair> pairs) {
  /// Finds the way: the columns are told apart by their scripts, or else stand as in training.
  ///
  /// @param written the languages that the translator writes
  /// @param asked the one to translate into; unless asked for, that of the second column
  /// @param trained the columns' languages in training; asked for where scripts tell nothing
  /// @throws IllegalArgumentException if it must be asked for
  static Direction of(
      List<SentencePair> pairs,
      List<String> written,
      Optional<String> asked,
      Supplier<Optional<LanguagePair>> trained) {
    var first = Script.of(pairs.stream().map(SentencePair::source));
    var second = Script.of(pairs.stream().map(SentencePair::target));
    var known = first == second ? trained.get() : Optional.<LanguagePair>empty();
    var fitting = written.stream().filter(code -> Script.of(code) == second).toList();
    var to =
        asked
            .or(() -> known.map(LanguagePair::target))
            .or(() -> only(written))
            .or(() -> first == second ? Optional.empty() : only(fitting))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "say by --to which language the second column is in: "
                        + String.join(" or ", written)));
    var isFlipped =
        first == second
            ? known.filter(languages -> languages.source().equals(to)).isPresent()
            : Script.of(to) == first;
    return new Direction(
        written.stream().filter(code -> !code.equals(to)).findFirst().orElse("source"),
        to,
        isFlipped ? pairs.stream().map(SentencePair::flipped).toList() : pairs);
  }

  private static Optional<String> only(List<String> languages) {
    return languages.size() == 1 ? Optional.of(languages.getFirst()) : Optional.empty();
  }
}
