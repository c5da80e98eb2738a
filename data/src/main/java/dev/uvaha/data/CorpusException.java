package dev.uvaha.data;

/// Text that cannot be used as it is: one line that says where (`file:line`), what, and what to do.
public final class CorpusException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message one line: where, what, what to do
  public CorpusException(String message) {
    super(message);
  }

  /// @param message one line: where, what, what to do
  public CorpusException(String message, Throwable cause) {
    super(message, cause);
  }
}
