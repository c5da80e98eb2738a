package dev.uvaha.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Endpoints behind an address.
///
/// ```java
/// var hello = Route.get(exchange -> exchange.json(Map.of("say", "hello")));
/// try (var service = HttpService.start(
///     config, JsonNames.CAMEL_CASE, Map.of("/hello", hello), RequestObserver.NONE)) {
///   …
/// }
/// ```
public final class HttpService implements AutoCloseable {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int LINE_BYTES = 4 << 10;

  private final Vertx vertx;
  private final HttpServer http;
  private final Duration drain;
  private final AtomicBoolean drained = new AtomicBoolean();

  private HttpService(Vertx vertx, HttpServer http, Duration drain) {
    this.vertx = vertx;
    this.http = http;
    this.drain = drain;
  }

  /// Listens.
  ///
  /// @param routes by path; one that ends with `/` has all paths below it
  /// @throws UncheckedIOException if the address can't be bound
  public static HttpService start(
      HttpConfig config, JsonNames names, Map<String, Route> routes, RequestObserver observer) {
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var doorway = new Doorway(vertx, config, Json.of(names), routes, observer);
    var http =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(config.host())
                    .setPort(config.port())
                    .setMaxInitialLineLength(LINE_BYTES)
                    .setMaxHeaderSize(HEADER_BYTES)
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true))
            .connectionHandler(doorway::welcome)
            .requestHandler(doorway::handle);
    var service = new HttpService(vertx, http, config.drain());
    try {
      await(http.listen());
      return service;
    } catch (CompletionException e) {
      service.close();
      var cause = e.getCause();
      throw new UncheckedIOException(
          "cannot listen on %s, port %d: %s"
              .formatted(
                  config.host(),
                  config.port(),
                  cause == null ? e.getMessage() : cause.getMessage()),
          new IOException(e));
    }
  }

  /// The port that it listens on.
  public int port() {
    return http.actualPort();
  }

  /// Takes no more requests, and lets those that run end for as long as the configuration says.
  /// What still runs may then be cut off before [#close]. Draining again does nothing.
  public void drain() {
    if (!drained.getAndSet(true)) await(http.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// Drains, and ends.
  @Override
  public void close() {
    try {
      drain();
    } finally {
      await(vertx.close());
    }
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
