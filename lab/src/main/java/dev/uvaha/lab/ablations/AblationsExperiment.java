package dev.uvaha.lab.ablations;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.recipe.GrammarText;
import dev.uvaha.lab.recipe.PartRecipe;
import dev.uvaha.lab.recipe.RecipeFigures;
import dev.uvaha.lab.recipe.ShortTraining;
import dev.uvaha.translation.recipe.BatchRecipe;
import dev.uvaha.translation.recipe.DataRecipe;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TokenizerRecipe;
import java.util.function.Function;

/// A small Transformer with one thing changed at a time.
public final class AblationsExperiment implements Experiment {
  private static final double RATE = 3e-3;
  private static final int SENTENCES = 256;
  private static final int LONGEST = 96;

  private final Function<Study, AblationSize> sizes;

  public AblationsExperiment() {
    this(AblationSize::of);
  }

  AblationsExperiment(Function<Study, AblationSize> sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "ablations";
  }

  @Override
  public String title() {
    return "Ablations: heads, layers, widths, dropout, label smoothing, positions";
  }

  @Override
  public String question() {
    return "What is each part of a Transformer worth? The rows of table 3 of 'Attention Is All You"
        + " Need', at the scale of the built-in grammar: one small model, one thing changed at a time,"
        + " all else equal. The paper found one head worse than several, fewer layers worse, dropout"
        + " helpful, label smoothing good for BLEU though bad for perplexity, and learned positions as"
        + " good as sinusoids. Its figures stand beside ours for the order of things, not for their"
        + " size: it translated news by 65 million parameters.";
  }

  @Override
  public Findings run(Study study) {
    var size = sizes.apply(study);
    var data =
        size.text()
            .write(study.parts().folder("text"), new BatchRecipe(size.batch(), SENTENCES, LONGEST));
    var results =
        study.compare(
            size.rows(),
            Study::key,
            RecipeFigures.class,
            (part, row, seed) ->
                new PartRecipe(study, part).follow(recipe(size, data, row).withSeed(seed)));
    var findings =
        new Findings()
            .setting("pairs of the built-in grammar", size.text().train())
            .setting("test pairs", size.text().test())
            .setting("base", base(size))
            .setting("merges of the tokenizer", size.merges())
            .setting("steps", size.steps())
            .setting("tokens of a step", "at most " + size.batch() + " of the larger side")
            .setting("learning rate", RATE);
    new AblationTable(results).tell(findings);
    return findings;
  }

  private static String base(AblationSize size) {
    var base = Variant.BASE;
    return "%d + %d layers, %d heads, width %d, inner width %d, dropout %s, label smoothing %s"
        .formatted(
            base.layers(),
            base.layers(),
            base.heads(),
            size.width(),
            base.model(size.width()).block().innerWidth(),
            base.dropout(),
            base.labelSmoothing());
  }

  private static Recipe recipe(AblationSize size, DataRecipe data, Ablation row) {
    return Recipe.of("ablations", GrammarText.LANGUAGES, data)
        .with(new TokenizerRecipe(size.merges(), 2))
        .with(row.variant().model(size.width()))
        .with(ShortTraining.of(size.steps(), RATE, row.variant().labelSmoothing()));
  }
}
