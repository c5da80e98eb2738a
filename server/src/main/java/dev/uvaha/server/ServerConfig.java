package dev.uvaha.server;

import dev.uvaha.http.HttpConfig;
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
    http(host, port, apiKey, limits, patience, drain); // checks
  }

  /// Whether other machines can reach it, and need no key.
  public boolean isOpenToAll() {
    return apiKey.isEmpty() && !http().isLoopback();
  }

  HttpConfig http() {
    return http(host, port, apiKey, limits, patience, drain);
  }

  private static HttpConfig http(
      String host,
      int port,
      Optional<String> apiKey,
      RequestLimits limits,
      Duration patience,
      Duration drain) {
    return new HttpConfig(
        host, port, apiKey, limits.bodyBytes(), patience, drain, HttpConfig.Origins.ANY);
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
