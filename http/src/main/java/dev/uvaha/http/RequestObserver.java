package dev.uvaha.http;

/// Is told of each request, on the event loop: it must not wait.
@FunctionalInterface
public interface RequestObserver {
  /// Counts nothing.
  RequestObserver NONE = _ -> _ -> {};

  /// One request. Its end may be told more than once.
  @FunctionalInterface
  interface Started {
    /// It was answered, or nobody waits any more.
    ///
    /// @param status of the answer; 499 if the client went away first
    void ended(int status);
  }

  /// A request has come.
  ///
  /// @param path as the routes have it, or `other`
  Started started(String path);
}
