package dev.uvaha.server;

import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.language.TextEmbedder;
import dev.uvaha.server.Doorway.Route;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Models behind HTTP, by OpenAI's API: `/v1/models`, `/v1/chat/completions`, `/v1/completions`,
/// `/v1/embeddings`; `/v1/translations` of our own; `/healthz`, and `/metrics` for Prometheus.
///
/// ```java
/// var model = new ServedModel.Text("mine", TextModel.load(folder), BatchLimits.DEFAULT);
/// try (var server = Server.start(ServerConfig.DEFAULT, List.of(model))) {
///   …
/// }
/// ```
public final class Server implements AutoCloseable {
  private static final int IDLE_SECONDS = 600;
  private static final int HEADER_BYTES = 16 << 10;
  private static final int LINE_BYTES = 4 << 10;

  private final Vertx vertx;
  private final HttpServer http;
  private final ServerConfig config;
  private final Map<String, BatchedGenerator> generators;
  private final Worker worker;

  private Server(
      Vertx vertx,
      HttpServer http,
      ServerConfig config,
      Map<String, BatchedGenerator> generators,
      Worker worker) {
    this.vertx = vertx;
    this.http = http;
    this.config = config;
    this.generators = generators;
    this.worker = worker;
  }

  /// Serves models, each by a name of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or two of one name
  /// @throws UncheckedIOException if the address can't be bound
  public static Server start(ServerConfig config, List<ServedModel> models) {
    if (models.isEmpty()) throw new IllegalArgumentException("there is no model to serve");
    var generators = new LinkedHashMap<String, BatchedGenerator>();
    var worker = new Worker();
    var catalog = catalog(models, generators);
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var metrics = new ServerMetrics(generators);
    var doorway = new Doorway(vertx, config, routes(config, catalog, metrics, worker), metrics);
    var http =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(config.host())
                    .setPort(config.port())
                    .setMaxInitialLineLength(LINE_BYTES)
                    .setMaxHeaderSize(HEADER_BYTES)
                    .setIdleTimeout(IDLE_SECONDS)
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true))
            .requestHandler(doorway::handle);
    var server = new Server(vertx, http, config, generators, worker);
    try {
      await(http.listen());
      return server;
    } catch (CompletionException e) {
      server.close();
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

  /// Takes no more requests, lets those that run end for as long as the configuration says, and
  /// frees what the server held; the models stay.
  @Override
  public void close() {
    try {
      await(http.shutdown(config.drain().toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      generators.values().forEach(BatchedGenerator::close);
      worker.close();
      await(vertx.close());
    }
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  private static Catalog catalog(
      List<ServedModel> models, Map<String, BatchedGenerator> generators) {
    var texts = new LinkedHashMap<String, TextService>();
    var embedders = new LinkedHashMap<String, TextEmbedder>();
    var translators = new LinkedHashMap<String, TranslationService>();
    var now = Instant.now().getEpochSecond();
    if (models.stream().map(ServedModel::name).distinct().count() < models.size())
      throw new IllegalArgumentException(
          "each model needs a name of its own, got "
              + models.stream().map(ServedModel::name).toList());
    for (var served : models) {
      switch (served) {
        case ServedModel.Text(var name, var model, var limits) -> {
          var generator = BatchedGenerator.start(model.generator(), limits);
          generators.put(name, generator);
          texts.put(name, new TextService(name, model, generator, now));
        }
        case ServedModel.Embedder(var name, var model) -> embedders.put(name, model);
        case ServedModel.Translations(var name, var service) -> translators.put(name, service);
      }
    }
    return new Catalog(texts, embedders, translators, now);
  }

  private static Map<String, Route> routes(
      ServerConfig config, Catalog catalog, ServerMetrics metrics, Worker worker) {
    var limits = config.limits();
    var models = new ModelsEndpoint(catalog);
    return Map.of(
        ModelsEndpoint.PATH,
        new Route(HttpMethod.GET, false, models),
        ModelsEndpoint.PATH + "/",
        new Route(HttpMethod.GET, false, models),
        "/v1/chat/completions",
        new Route(HttpMethod.POST, false, new ChatEndpoint(catalog, limits, metrics)),
        "/v1/completions",
        new Route(HttpMethod.POST, false, new CompletionsEndpoint(catalog, limits, metrics)),
        "/v1/embeddings",
        new Route(HttpMethod.POST, false, new EmbeddingsEndpoint(catalog, limits, metrics, worker)),
        "/v1/translations",
        new Route(HttpMethod.POST, false, new TranslationsEndpoint(catalog, limits, worker)),
        "/healthz",
        new Route(HttpMethod.GET, true, exchange -> exchange.json(Map.of("status", "ok"))),
        "/metrics",
        new Route(
            HttpMethod.GET,
            false,
            exchange -> exchange.text(PrometheusTextFormatWriter.CONTENT_TYPE, metrics.text())));
  }
}
