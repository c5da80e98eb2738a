package dev.uvaha.studio;

import dev.uvaha.http.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where [Studio] listens, and what it looks into.
///
/// @param host the address to bind to
/// @param port 0 for any free one
/// @param model a folder of a model of any kind; without it, what is embedded is shown
/// @param runs the folder of run folders; it need not exist
public record StudioConfig(String host, int port, Optional<Path> model, Path runs) {
  private static final int BODY_BYTES = 12 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /// Loopback, port 8090, embedded models, `runs` in the working folder.
  public static final StudioConfig DEFAULT =
      new StudioConfig("127.0.0.1", 8090, Optional.empty(), Path.of("runs"));

  public StudioConfig {
    http(host, port); // checks
  }

  HttpConfig http() {
    return http(host, port);
  }

  private static HttpConfig http(String host, int port) {
    return new HttpConfig(
        host, port, Optional.empty(), BODY_BYTES, PATIENCE, DRAIN, HttpConfig.Origins.OWN);
  }

  /// Whether other machines can reach it.
  public boolean isOpenToAll() {
    return !http().isLoopback();
  }

  public StudioConfig withHost(String other) {
    return new StudioConfig(other, port, model, runs);
  }

  public StudioConfig withPort(int other) {
    return new StudioConfig(host, other, model, runs);
  }

  public StudioConfig withModel(Path other) {
    return new StudioConfig(host, port, Optional.of(other), runs);
  }

  public StudioConfig withRuns(Path other) {
    return new StudioConfig(host, port, model, other);
  }
}
