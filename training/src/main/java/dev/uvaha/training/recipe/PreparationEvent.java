package dev.uvaha.training.recipe;

/// What following a recipe tells before its training begins.
public sealed interface PreparationEvent {
  /// What is done before the first step.
  enum Stage {
    READING,
    LEARNING_MERGES,
    ENCODING
  }

  /// A stage got on; told often.
  ///
  /// @param done how far it is
  /// @param unit of what, such as `pairs`
  /// @param total how many there will be; 0 if that is not known
  record Advanced(Stage stage, long done, String unit, long total) implements PreparationEvent {}

  /// Something worth a line to keep, such as how many pairs were dropped.
  record Told(String line) implements PreparationEvent {}
}
