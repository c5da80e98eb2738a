package dev.uvaha.cli;

import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a recipe may train.
interface TrainingKind {
  /// What a recipe's `task` says.
  String task();

  /// What its validations measure beside the loss.
  String metric();

  /// The names of the recipes that come with the library.
  List<String> shipped();

  /// The name of a recipe, which need not say yet what to learn from.
  String nameOf(String recipe, List<String> settings);

  /// Trains from the beginning.
  ///
  /// @param folder the run's, by the recipe's name
  Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around);

  /// Takes up a training where it was stopped.
  Ended goOn(Path folder, List<String> settings, Surroundings around);

  /// Who watches a training and who may stop it.
  record Surroundings(TrainingView view, Supplier<StopSignal> stop) {}

  /// What came of it.
  ///
  /// @param lines to print, such as figures and how to use the model
  record Ended(Path folder, TrainingResult result, List<String> lines) {}
}
