package dev.uvaha.server;

import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.http.HttpService;
import dev.uvaha.http.JsonNames;
import dev.uvaha.http.Route;
import dev.uvaha.http.Worker;
import dev.uvaha.language.TextEmbedder;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final HttpService http;
  private final Map<String, BatchedGenerator> generators;
  private final Worker worker;

  private Server(HttpService http, Map<String, BatchedGenerator> generators, Worker worker) {
    this.http = http;
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
    var metrics = new ServerMetrics(generators);
    try {
      var http =
          HttpService.start(
              config.http(),
              JsonNames.SNAKE_CASE,
              routes(config, catalog, metrics, worker),
              metrics::started);
      return new Server(http, generators, worker);
    } catch (UncheckedIOException e) {
      generators.values().forEach(BatchedGenerator::close);
      worker.close();
      throw e;
    }
  }

  /// The port that it listens on.
  public int port() {
    return http.port();
  }

  /// Takes no more requests, lets those that run end for as long as the configuration says, and
  /// frees what the server held; the models stay.
  @Override
  public void close() {
    try {
      http.drain();
    } finally {
      generators.values().forEach(BatchedGenerator::close);
      worker.close();
      http.close();
    }
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
        Route.get(models),
        ModelsEndpoint.PATH + "/",
        Route.get(models),
        "/v1/chat/completions",
        Route.post(new ChatEndpoint(catalog, limits, metrics)),
        "/v1/completions",
        Route.post(new CompletionsEndpoint(catalog, limits, metrics)),
        "/v1/embeddings",
        Route.post(new EmbeddingsEndpoint(catalog, limits, metrics, worker)),
        "/v1/translations",
        Route.post(new TranslationsEndpoint(catalog, limits, worker)),
        "/healthz",
        Route.get(exchange -> exchange.json(Map.of("status", "ok"))).open(),
        "/metrics",
        Route.get(
            exchange -> exchange.text(PrometheusTextFormatWriter.CONTENT_TYPE, metrics.text())));
  }
}
