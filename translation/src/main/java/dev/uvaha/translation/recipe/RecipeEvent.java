package dev.uvaha.translation.recipe;

import dev.uvaha.training.recipe.PreparationEvent;
import java.nio.file.Path;

/// What following a recipe tells, beside the [dev.uvaha.training.TrainingEvent]s of the training
/// itself.
public sealed interface RecipeEvent {
  /// What comes before the first step got on.
  record Prepared(PreparationEvent event) implements RecipeEvent {}

  /// Sentences of the validation data were translated by the model as it is.
  ///
  /// @param bleu 0 to 100, of all directions together
  /// @param chrF 0 to 100
  /// @param source one of the sentences, another each time
  record Translated(double bleu, double chrF, String source, String translation, String reference)
      implements RecipeEvent {}

  /// The training is over and all of it saved; what is left is to translate the test pairs.
  ///
  /// @param folder of the translator
  record Measuring(Path folder, Corpus test) implements RecipeEvent {}
}
