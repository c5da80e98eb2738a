package dev.uvaha.training.recipe;

import java.nio.file.Path;
import java.util.List;

/// Follows recipes.
///
/// @param <R> what is followed
/// @param <T> what comes of it
public interface RecipeTraining<R extends Record, T> {
  /// Trains from the beginning.
  ///
  /// @param out the run's folder, which there is not yet
  T train(R recipe, Path out);

  /// Takes up a training where it was stopped. What it learns from must be as it was.
  ///
  /// @param overrides `KEY=VALUE` each: rates and limits may change, data and model may not
  T goOn(Path out, List<String> overrides);
}
