package dev.uvaha.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/// Where an [HttpService] listens, and whom it lets in.
///
/// @param host the address to bind to
/// @param port 0 for any free one
/// @param apiKey what clients must show as `Authorization: Bearer KEY`, if anything
/// @param bodyBytes that a request may have
/// @param patience how long a client may take to send its request, or to take a piece of the answer
/// @param drain how long requests that run may still take when the service is closed
/// @param origins whose pages may ask
public record HttpConfig(
    String host,
    int port,
    Optional<String> apiKey,
    int bodyBytes,
    Duration patience,
    Duration drain,
    Origins origins) {
  private static final int LAST_PORT = 65_535;

  /// Pages, by where they come from. Programs that are no browsers say nothing of it.
  public enum Origins {
    /// All.
    ANY,
    /// Those of this service alone.
    OWN
  }

  public HttpConfig {
    if (host.isBlank()) throw new IllegalArgumentException("the host must not be empty");
    if (port < 0 || port > LAST_PORT)
      throw new IllegalArgumentException("a port is 0 to %d, got %d".formatted(LAST_PORT, port));
    if (apiKey.isPresent() && apiKey.get().isBlank())
      throw new IllegalArgumentException("an API key must not be empty");
    if (bodyBytes < 1)
      throw new IllegalArgumentException("bodyBytes must be 1 or more, got " + bodyBytes);
    if (!patience.isPositive() || drain.isNegative())
      throw new IllegalArgumentException(
          "patience must be above 0 and drain 0 or more, got %s and %s".formatted(patience, drain));
  }

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
