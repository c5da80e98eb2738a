package dev.uvaha.translation.recipe;

import dev.uvaha.training.TrainingResult;
import dev.uvaha.translation.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.List;

/// What came of following a recipe.
///
/// @param folder what `Translator.load` opens
/// @param recipe as it was followed, nothing left open
/// @param training how the training ended
/// @param test figures on the recipe's test pairs, one for each direction; none without such pairs,
///   or if it was asked to stop
public record TrainedTranslator(
    Path folder, Recipe recipe, TrainingResult training, List<Evaluation> test) {
  /// Keeps its own copy of the figures.
  public TrainedTranslator {
    test = List.copyOf(test);
  }
}
