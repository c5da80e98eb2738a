package dev.uvaha.training;

import java.io.IOException;
import java.nio.file.Path;

/// Writes what a run folder holds beside weights and state, so that the model can be used:
/// configuration, tokenizer, recipe.
@FunctionalInterface
public interface RunContents {
  /// Writes into the folder, which exists.
  void writeTo(Path folder) throws IOException;

  /// Weights and state alone.
  static RunContents none() {
    return _ -> {};
  }
}
