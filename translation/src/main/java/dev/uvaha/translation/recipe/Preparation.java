package dev.uvaha.translation.recipe;

import dev.uvaha.data.Example;
import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.data.LengthReport;
import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.data.SentencePair;
import dev.uvaha.data.TaggedCorpus;
import dev.uvaha.data.TaggedPair;
import dev.uvaha.data.TokenBatches;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.SpecialTokens;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.recipe.PreparationEvent.Advanced;
import dev.uvaha.training.recipe.PreparationEvent.Stage;
import dev.uvaha.training.recipe.PreparationEvent.Told;
import dev.uvaha.training.recipe.RecipeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Turns a recipe's text into what a training reads, and tells how far it is.
final class Preparation {
  private static final int OFTEN = 1000;
  private static final int LEAST_EXAMPLES = 2;

  private final Recipe recipe;
  private final RecipeListener listener;

  Preparation(Recipe recipe, RecipeListener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /// Who is told.
  RecipeListener listener() {
    return listener;
  }

  /// Tells one line.
  void tell(String line) {
    listener.on(new RecipeEvent.Prepared(new Told(line)));
  }

  /// A count as people read it: `1,234`.
  static String counted(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Learns the tokenizer from both sides of the training pairs.
  Tokenizer tokenizer(ParallelCorpus train) {
    var merges = recipe.tokenizer().merges();
    var specials = specialTokens(recipe.languages());
    var config =
        new BpeTrainerConfig(
            specials.size() + 256 + merges, recipe.tokenizer().minimumFrequency(), specials);
    try (var pairs = counted(train.pairs(), Stage.READING)) {
      var tokenizer =
          new BpeTrainer(config)
              .train(
                  RecipeCorpora.texts(pairs),
                  (done, total) -> advanced(Stage.LEARNING_MERGES, done, total));
      tell("tokenizer: " + counted(tokenizer.vocabularySize()) + " tokens");
      return tokenizer;
    }
  }

  /// `<pad> <s> </s>`, then a tag for each language that the model writes.
  static List<String> specialTokens(LanguagePair languages) {
    return SpecialTokens.of(
        switch (languages.directions()) {
          case BOTH -> List.of(languages.source(), languages.target());
          case FORWARD -> List.of(languages.target());
        });
  }

  /// A corpus as batches, in an order of its own by a seed.
  TokenBatches batches(String name, ParallelCorpus corpus, ExampleEncoder encoder, long seed) {
    return new TokenBatches(
        encoded(name, corpus, encoder), encoder.padding(), recipe.data().batches().limits(), seed);
  }

  /// A corpus as examples; what was dropped is told.
  private List<Example> encoded(String name, ParallelCorpus corpus, ExampleEncoder encoder) {
    TaggedCorpus tagged = () -> counted(tagged(corpus).pairs(), Stage.ENCODING);
    var encoded = encoder.encode(tagged, recipe.data().batches().lengths());
    tell(name + ": " + encoded.report().summary());
    if (encoded.examples().isEmpty())
      throw new RecipeException(nothingLeft(name, encoded.report()));
    return encoded.examples();
  }

  private static String nothingLeft(String name, LengthReport report) {
    return report.dropped() == 0
        ? name + ": has no pairs; give more text"
        : "%s: no pair is left of it: %s; raise data.batches.maximumLength"
            .formatted(name, report.summary());
  }

  /// So many pairs, taken evenly over a corpus, in all directions by turns.
  List<TaggedPair> sample(ParallelCorpus corpus, int sentences) {
    if (sentences == 0) return List.of();
    var pairs = corpus.read();
    int ways = recipe.languages().directions() == LanguagePair.Directions.BOTH ? 2 : 1;
    int wanted = Math.min(pairs.size(), Math.max(LEAST_EXAMPLES, sentences) / ways);
    var chosen = new ArrayList<SentencePair>(wanted);
    for (var i = 0; i < wanted; i++)
      chosen.add(pairs.get((int) ((long) i * pairs.size() / wanted)));
    return tagged(ParallelCorpus.of(chosen)).read();
  }

  private TaggedCorpus tagged(ParallelCorpus corpus) {
    return RecipeCorpora.tagged(corpus, recipe.languages());
  }

  private <P> Stream<P> counted(Stream<P> pairs, Stage stage) {
    var count = new long[] {0};
    return pairs.peek(_ -> {
      if (++count[0] % OFTEN == 0) advanced(stage, count[0], 0);
    });
  }

  private void advanced(Stage stage, long done, long total) {
    var unit = stage == Stage.LEARNING_MERGES ? "merges" : "pairs";
    listener.on(new RecipeEvent.Prepared(new Advanced(stage, done, unit, total)));
  }
}
