package dev.uvaha.training;

/// Training cannot go on; the message is one line that says where, why and what to do. What was
/// saved before is intact.
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingException(String message) {
    super(message);
  }

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
