package dev.uvaha.cli;

import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.recipe.RecipeTraining;
import dev.uvaha.training.recipe.Recipes;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a recipe may train.
///
/// @param <R> the recipe
/// @param <T> what comes of following it
/// @param metric what its validations measure beside the loss
/// @param training makes who follows a recipe
/// @param ended tells what came of it
record TrainingKind<R extends Record, T>(
    Recipes<R> recipes,
    String metric,
    Function<Surroundings, RecipeTraining<R, T>> training,
    Function<T, Ended> ended) {
  /// Trains from the beginning.
  ///
  /// @param folder the run's, by the recipe's name
  Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = recipes.named(recipe, settings);
    var out = folder.apply(recipes.nameOf(recipe, settings));
    return ended.apply(training.apply(around).train(followed, out));
  }

  /// Takes up a training where it was stopped.
  Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended.apply(training.apply(around).goOn(folder, settings));
  }

  /// Who watches a training and who may stop it.
  record Surroundings(TrainingView view, Supplier<StopSignal> stop) {}

  /// What came of it.
  ///
  /// @param lines to print, such as figures and how to use the model
  record Ended(Path folder, TrainingResult result, List<String> lines) {}
}
