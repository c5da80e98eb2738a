package dev.uvaha.text;

import java.io.IOException;

/// A line that is not UTF-8. The message is one line: the place, what is wrong and what to do.
public final class MalformedLineException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long number;
  private final String reason;

  MalformedLineException(String name, long number, String reason) {
    super("%s:%d: %s".formatted(name, number, reason));
    this.number = number;
    this.reason = reason;
  }

  /// Which line, from 1.
  public long number() {
    return number;
  }

  /// The message without the place.
  public String reason() {
    return reason;
  }
}
