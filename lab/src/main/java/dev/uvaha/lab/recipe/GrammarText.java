package dev.uvaha.lab.recipe;

import dev.uvaha.data.SentencePair;
import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.data.grammar.Split;
import dev.uvaha.files.AtomicFile;
import dev.uvaha.translation.recipe.BatchRecipe;
import dev.uvaha.translation.recipe.Corpus;
import dev.uvaha.translation.recipe.DataRecipe;
import dev.uvaha.translation.recipe.LanguagePair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sentences of the built-in grammar: as many single ones as chains of two clauses, of three, and
/// so on. They are the same for every seed of a training.
///
/// @param clauses of the longest chains; 1 for single sentences alone
/// @param train pairs to learn from
/// @param valid pairs to validate on
/// @param test pairs to measure on
public record GrammarText(int clauses, int train, int valid, int test) {
  /// Into Ukrainian alone, where gender, case and number must agree.
  public static final LanguagePair LANGUAGES = LanguagePair.forward("en", "uk");

  private static final long SEED = 20_140_901;

  public GrammarText {
    if (clauses < 1)
      throw new IllegalArgumentException("clauses must be 1 or more, got " + clauses);
    if (Math.min(train, Math.min(valid, test)) < clauses)
      throw new IllegalArgumentException(
          "each split needs a pair for each of %d clauses, got train=%d, valid=%d, test=%d"
              .formatted(clauses, train, valid, test));
  }

  /// Writes the three splits as TSV files, unless they are there.
  ///
  /// @param folder made if need be
  public DataRecipe write(Path folder, BatchRecipe batches) {
    try {
      Files.createDirectories(folder);
      return new DataRecipe(
          written(folder, Split.TRAIN, train),
          written(folder, Split.VALID, valid),
          written(folder, Split.TEST, test),
          batches);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write to " + folder + ": " + failure.getMessage(), failure);
    }
  }

  private Corpus written(Path folder, Split split, int count) throws IOException {
    var file = folder.resolve(split.name().toLowerCase(Locale.ROOT) + ".tsv");
    if (!Files.exists(file)) {
      var lines =
          pairs(split, count)
              .map(pair -> pair.source() + "\t" + pair.target() + "\n")
              .collect(Collectors.joining());
      AtomicFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
    }
    return Corpus.tsv(file);
  }

  /// Pairs of each number of clauses in turn, what does not divide going to the shortest.
  private Stream<SentencePair> pairs(Split split, int count) {
    var grammar = Grammar.englishUkrainian();
    var each = count / clauses;
    var chains =
        IntStream.rangeClosed(2, clauses)
            .boxed()
            .flatMap(chained -> grammar.chained(split, SEED + chained, chained, each).stream());
    var single = grammar.split(split, SEED, count - each * (clauses - 1));
    return Stream.concat(single.stream(), chains);
  }
}
