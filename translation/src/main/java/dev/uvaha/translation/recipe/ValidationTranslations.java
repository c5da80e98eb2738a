package dev.uvaha.translation.recipe;

import dev.uvaha.data.TaggedPair;
import dev.uvaha.text.metrics.Bleu;
import dev.uvaha.text.metrics.BleuConfig;
import dev.uvaha.text.metrics.ChrF;
import dev.uvaha.text.metrics.ChrFConfig;
import dev.uvaha.translation.recipe.TrainingRecipe.SearchRecipe;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Measures a model that is being trained by what it translates.
final class ValidationTranslations implements Supplier<OptionalDouble> {
  private final ModelTranslations translations;
  private final List<TaggedPair> pairs;
  private final SearchRecipe search;
  private final RecipeListener listener;
  private int shown;

  ValidationTranslations(
      ModelTranslations translations,
      List<TaggedPair> pairs,
      SearchRecipe search,
      RecipeListener listener) {
    this.translations = translations;
    this.pairs = pairs;
    this.search = search;
    this.listener = listener;
  }

  /// The BLEU of all pairs; empty if there are none.
  @Override
  public OptionalDouble get() {
    if (pairs.isEmpty()) return OptionalDouble.empty();
    var sources = pairs.stream().map(TaggedPair::source).toList();
    var references = pairs.stream().map(TaggedPair::target).toList();
    var languages = pairs.stream().map(TaggedPair::targetLanguage).toList();
    var found = translations.translate(sources, languages, search);
    var bleu = new Bleu(BleuConfig.DEFAULT).corpus(found, references).value();
    var chrF = new ChrF(ChrFConfig.CHRF).corpus(found, references).value();
    var one = shown++ % pairs.size();
    listener.on(
        new RecipeEvent.Translated(
            bleu, chrF, sources.get(one), found.get(one), references.get(one)));
    return OptionalDouble.of(bleu);
  }
}
