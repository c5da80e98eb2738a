package dev.uvaha.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/// Where a [Server] listens, and whom it serves.
///
/// @param host the address to bind to
/// @param port 0 for any free one
/// @param apiKey what clients must show as `Authorization: Bearer KEY`, if anything
/// @param limits of one request
/// @param patience how long a client may take to send its request, or to take a piece of the answer
/// @param drain how long requests that run may still take when the server is closed
public record ServerConfig(
    String host,
    int port,
    Optional<String> apiKey,
    RequestLimits limits,
    Duration patience,
    Duration drain) {
  private static final int LAST_PORT = 65_535;

  /// Loopback, port 8080, no key.
  public static final ServerConfig DEFAULT =
      new ServerConfig(
          "127.0.0.1",
          8080,
          Optional.empty(),
          RequestLimits.DEFAULT,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  public ServerConfig {
    if (host.isBlank()) throw new IllegalArgumentException("the host must not be empty");
    if (port < 0 || port > LAST_PORT)
      throw new IllegalArgumentException("a port is 0 to %d, got %d".formatted(LAST_PORT, port));
    if (apiKey.isPresent() && apiKey.get().isBlank())
      throw new IllegalArgumentException("an API key must not be empty");
    if (!patience.isPositive() || drain.isNegative())
      throw new IllegalArgumentException(
          "patience must be above 0 and drain 0 or more, got %s and %s".formatted(patience, drain));
  }

  /// Whether other machines can reach it, and need no key.
  public boolean isOpenToAll() {
    return apiKey.isEmpty() && !isLoopback();
  }

  /// Whether only this machine can reach it.
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public ServerConfig withHost(String other) {
    return new ServerConfig(other, port, apiKey, limits, patience, drain);
  }

  public ServerConfig withPort(int other) {
    return new ServerConfig(host, other, apiKey, limits, patience, drain);
  }

  public ServerConfig withApiKey(String other) {
    return new ServerConfig(host, port, Optional.of(other), limits, patience, drain);
  }

  public ServerConfig withLimits(RequestLimits other) {
    return new ServerConfig(host, port, apiKey, other, patience, drain);
  }

  public ServerConfig withPatience(Duration other) {
    return new ServerConfig(host, port, apiKey, limits, other, drain);
  }

  public ServerConfig withDrain(Duration other) {
    return new ServerConfig(host, port, apiKey, limits, patience, other);
  }
}
