package dev.uvaha.http;

/// Answers the requests of one path; called on a virtual thread of the request's own, which may
/// wait.
@FunctionalInterface
public interface Endpoint {
  /// Answers by the exchange.
  ///
  /// @throws ApiException if the request is not answered as asked; nothing was said then
  void answer(Exchange exchange) throws InterruptedException;
}
