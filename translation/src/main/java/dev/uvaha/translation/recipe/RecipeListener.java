package dev.uvaha.translation.recipe;

/// Is told how far a recipe has been followed, on the training thread: it should be quick.
@FunctionalInterface
public interface RecipeListener {
  /// Something happened.
  void on(RecipeEvent event);

  /// Listens to nothing.
  static RecipeListener silent() {
    return _ -> {};
  }
}
