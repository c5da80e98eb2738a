package dev.uvaha.training.recipe;

/// A recipe that cannot be followed: one line that says where (`file:line` or `--set`), what, and
/// what to do.
public final class RecipeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message one line: where, what, what to do
  public RecipeException(String message) {
    super(message);
  }

  /// @param message one line: where, what, what to do
  public RecipeException(String message, Throwable cause) {
    super(message, cause);
  }
}
