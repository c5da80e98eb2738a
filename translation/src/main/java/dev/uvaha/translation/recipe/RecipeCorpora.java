package dev.uvaha.translation.recipe;

import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.data.SentencePair;
import dev.uvaha.data.TaggedCorpus;
import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.data.grammar.Split;
import dev.uvaha.training.recipe.RecipeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The corpora that a recipe names, opened.
///
/// @param test empty if there is nothing to measure the result on
/// @param words every word of the training data, if a grammar limits them
record RecipeCorpora(
    ParallelCorpus train, ParallelCorpus valid, Optional<ParallelCorpus> test, Set<String> words) {
  private static final int LEAST_SHARE = 10;

  static RecipeCorpora open(Recipe recipe) {
    var data = recipe.data();
    var train = opened(data.train(), Split.TRAIN, recipe).orElseThrow();
    var test = opened(data.test(), Split.TEST, recipe);
    var words =
        data.train() instanceof Corpus.Grammar
            ? Grammar.englishUkrainian().words()
            : Set.<String>of();
    if (!(data.valid() instanceof Corpus.HeldOut(int pairs)))
      return new RecipeCorpora(
          train, opened(data.valid(), Split.VALID, recipe).orElseThrow(), test, words);
    var count = count(train);
    if (count < LEAST_SHARE)
      throw new RecipeException(
          "data.train has %d pairs; one of every %d is held out to validate on: give %d or more"
              .formatted(count, LEAST_SHARE, LEAST_SHARE));
    long every = Math.max(LEAST_SHARE, count / pairs);
    return new RecipeCorpora(
        divided(train, every, Share.REST), divided(train, every, Share.HELD_OUT), test, words);
  }

  private static Optional<ParallelCorpus> opened(Corpus corpus, Split split, Recipe recipe) {
    return switch (corpus) {
      case Corpus.Tsv(var file) -> Optional.of(readable(ParallelCorpus.tsv(file)));
      case Corpus.Aligned(var source, var target) ->
          Optional.of(readable(ParallelCorpus.aligned(source, target)));
      case Corpus.Grammar(int pairs) -> Optional.of(grammar(pairs, split, recipe));
      case Corpus.HeldOut _, Corpus.None _ -> Optional.empty();
    };
  }

  /// A file that is not there is refused now, not when its turn comes.
  private static ParallelCorpus readable(ParallelCorpus corpus) {
    try (var _ = corpus.pairs()) {
      return corpus;
    }
  }

  /// Each split from a seed of its own, so that no two of them draw alike.
  private static ParallelCorpus grammar(int pairs, Split split, Recipe recipe) {
    var grammar = Grammar.englishUkrainian();
    var number =
        switch (split) {
          case TRAIN -> 0;
          case VALID -> 1;
          case TEST -> 2;
        };
    var seed = recipe.seed() * Split.values().length + number;
    var english = ParallelCorpus.of(grammar.split(split, seed, pairs));
    var languages = List.of(recipe.languages().source(), recipe.languages().target());
    if (languages.equals(List.of("en", "uk"))) return english;
    if (languages.equals(List.of("uk", "en"))) return english.flipped();
    throw new RecipeException(
        "the grammar writes English (en) and Ukrainian (uk), the recipe asks for %s and %s"
            .formatted(languages.getFirst(), languages.getLast()));
  }

  private enum Share {
    HELD_OUT,
    REST
  }

  /// Every so many pairs one is held out.
  private static ParallelCorpus divided(ParallelCorpus corpus, long every, Share share) {
    return () -> {
      var number = new long[] {0};
      return corpus
          .pairs()
          .filter(_ -> (number[0]++ % every == every - 1) == (share == Share.HELD_OUT));
    };
  }

  private static long count(ParallelCorpus corpus) {
    try (var pairs = corpus.pairs()) {
      return pairs.filter(_ -> true).count(); // or the stream may skip reading, and checking, them
    }
  }

  /// The pairs in the directions that the model learns.
  static TaggedCorpus tagged(ParallelCorpus corpus, LanguagePair languages) {
    return switch (languages.directions()) {
      case BOTH -> TaggedCorpus.bothWays(corpus, languages.source(), languages.target());
      case FORWARD -> TaggedCorpus.oneWay(corpus, languages.target());
    };
  }

  /// Both sides of each pair.
  static Stream<String> texts(Stream<SentencePair> pairs) {
    return pairs.flatMap(pair -> Stream.of(pair.source(), pair.target()));
  }
}
