package dev.uvaha.images;

/// Pictures that cannot be used as they are: one line that says where, what, and what to do.
public final class PictureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message one line: where, what, what to do
  public PictureException(String message) {
    super(message);
  }

  /// @param message one line: where, what, what to do
  public PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
