package dev.uvaha.translation.recipe;

/// A recipe that cannot be followed: one line that says where (`file:line` or `--set`), what, and
/// what to do.
public final class RecipeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RecipeException(String message) {
    super(message);
  }

  RecipeException(String message, Throwable cause) {
    super(message, cause);
  }
}
