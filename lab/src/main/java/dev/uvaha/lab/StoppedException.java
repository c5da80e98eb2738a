package dev.uvaha.lab;

/// An experiment was asked to stop, and has saved where it was: run again, it goes on there.
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param part what was being done
  public StoppedException(String part) {
    super("stopped while doing " + part + ", and saved");
  }
}
