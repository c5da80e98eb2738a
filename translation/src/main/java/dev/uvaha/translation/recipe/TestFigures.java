package dev.uvaha.translation.recipe;

import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.translation.evaluation.Evaluation;
import java.util.Collections;
import java.util.List;

/// Measures a finished model on a recipe's test pairs.
final class TestFigures {
  private TestFigures() {}

  /// One evaluation for each direction of the recipe.
  static List<Evaluation> of(ParallelCorpus test, Recipe recipe, ModelTranslations model) {
    var languages = recipe.languages();
    var forward = evaluation(test, languages.source(), languages.target(), recipe, model);
    return switch (languages.directions()) {
      case FORWARD -> List.of(forward);
      case BOTH ->
          List.of(
              forward,
              evaluation(test.flipped(), languages.target(), languages.source(), recipe, model));
    };
  }

  private static Evaluation evaluation(
      ParallelCorpus test, String from, String to, Recipe recipe, ModelTranslations model) {
    var search = recipe.training().validation().search();
    return Evaluation.of(
        test.read(),
        from,
        to,
        texts -> model.translate(texts, Collections.nCopies(texts.size(), to), search));
  }
}
