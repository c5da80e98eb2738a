package dev.uvaha.lab.bottleneck;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.ParallelText;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.recipe.GrammarText;
import dev.uvaha.lab.recipe.PartRecipe;
import dev.uvaha.lab.recipe.RecipeFigures;
import dev.uvaha.lab.recipe.ShortTraining;
import dev.uvaha.translation.recipe.BatchRecipe;
import dev.uvaha.translation.recipe.Corpus;
import dev.uvaha.translation.recipe.DataRecipe;
import dev.uvaha.translation.recipe.LanguagePair;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TokenizerRecipe;
import java.util.List;
import java.util.function.Function;

/// One vector for a sentence of any length, or attention to all of its words.
public final class BottleneckExperiment implements Experiment {
  private static final double RATE = 3e-3;
  private static final double SMOOTHING = 0;
  private static final int SENTENCES = 256;
  private static final int LONGEST = 128;
  private static final int HELD_OUT = 1_000;

  /// A text of the user's own may be in any two languages; the models only tag the target.
  private static final LanguagePair OWN = LanguagePair.forward("src", "tgt");

  private final Function<Study, BottleneckSize> sizes;

  public BottleneckExperiment() {
    this(BottleneckSize::of);
  }

  BottleneckExperiment(Function<Study, BottleneckSize> sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "bottleneck";
  }

  @Override
  public String title() {
    return "The bottleneck: one vector, RNNsearch and the Transformer by sentence length";
  }

  @Override
  public String question() {
    return "An encoder–decoder that squeezes a sentence into one vector has as much room for forty"
        + " words as for four; attention looks back at all of them. Three models with the same number"
        + " of parameters learn from the same batches, of single sentences and of chains of several,"
        + " and translate sentences never seen. The BLEU of the one vector should fall with length,"
        + " that of RNNsearch and of the Transformer should not (Bahdanau et al. 2014, figure 2).";
  }

  @Override
  public boolean takesText() {
    return true;
  }

  @Override
  public Findings run(Study study) {
    var size = sizes.apply(study);
    var data = data(study, size);
    var figures =
        study.compare(
            List.of(Contender.values()),
            Study::key,
            RecipeFigures.class,
            (part, contender, seed) ->
                new PartRecipe(study, part)
                    .follow(recipe(study, size, data, contender).withSeed(seed)));
    var findings =
        new Findings()
            .setting("text", text(study, size))
            .setting("width of words", size.width())
            .setting("Transformer's layers", size.layers() + " + " + size.layers())
            .setting("merges of the tokenizer", size.merges())
            .setting("steps", size.steps())
            .setting("tokens of a step", "at most " + size.batch() + " of the larger side")
            .setting("learning rate", RATE);
    new BottleneckResults(figures, data.test()).tell(findings);
    return findings;
  }

  private static DataRecipe data(Study study, BottleneckSize size) {
    var batches = new BatchRecipe(size.batch(), SENTENCES, LONGEST);
    return study
        .data()
        .map(own ->
            new DataRecipe(
                Corpus.tsv(own.train()),
                new Corpus.HeldOut(HELD_OUT),
                Corpus.tsv(own.test()),
                batches))
        .orElseGet(() -> size.text().write(study.parts().folder("text"), batches));
  }

  private static String text(Study study, BottleneckSize size) {
    return study
        .data()
        .map(ParallelText::train)
        .map(Object::toString)
        .orElseGet(() ->
            "the built-in grammar: %,d pairs of 1 to %d clauses"
                .formatted(size.text().train(), size.text().clauses()));
  }

  private static Recipe recipe(
      Study study, BottleneckSize size, DataRecipe data, Contender contender) {
    return Recipe.of("bottleneck", study.data().isPresent() ? OWN : GrammarText.LANGUAGES, data)
        .with(new TokenizerRecipe(size.merges(), 2))
        .with(contender.recipe(size))
        .with(ShortTraining.of(size.steps(), RATE, SMOOTHING));
  }
}
