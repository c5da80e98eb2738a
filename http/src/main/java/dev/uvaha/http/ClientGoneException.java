package dev.uvaha.http;

/// Nobody reads the answer any more.
public final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClientGoneException(Throwable cause) {
    super("the client is gone", cause);
  }
}
