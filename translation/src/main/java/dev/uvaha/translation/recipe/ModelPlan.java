package dev.uvaha.translation.recipe;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.SequenceToSequence;
import java.nio.file.Path;

/// A model that is to be made: its configuration, and how such models are kept.
record ModelPlan<C extends Record, M extends SequenceToSequence>(
    C config, ModelFolder<C, M> folder) {
  /// A model with fresh parameters.
  M create() {
    return folder.creation().apply(config);
  }

  /// Writes the configuration.
  void saveConfig(Path to) {
    folder.saveConfig(config, to);
  }

  /// Whether a folder holds such a model.
  boolean isIn(Path model) {
    return ModelFolder.architecture(model).equals(folder.architecture())
        && config.equals(folder.config(model));
  }
}
