package dev.uvaha.server;

import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.generation.BatchedGenerator.Load;
import dev.uvaha.http.RequestObserver;
import dev.uvaha.tensor.LiveTensors;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/// What Prometheus reads of a server.
final class ServerMetrics {
  private static final double NANOSECONDS = 1e-9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("uvaha_requests_total")
          .help("Requests that were answered; status 499: the client went away.")
          .labelNames("path", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("uvaha_request_seconds")
          .help("From a request's head to the end of its answer.")
          .labelNames("path")
          .classicOnly()
          .classicUpperBounds(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
          .register(registry);
  private final Counter tokens =
      Counter.builder()
          .name("uvaha_tokens_total")
          .help("Tokens of texts that were asked for: read (prompt) and written (completion).")
          .labelNames("model", "kind")
          .register(registry);

  /// @param generators of each model
  ServerMetrics(Map<String, BatchedGenerator> generators) {
    gauge("uvaha_texts_running", "Texts that are being written.", generators, Load::running);
    gauge("uvaha_texts_waiting", "Texts that wait for a place.", generators, Load::waiting);
    GaugeWithCallback.builder()
        .name("uvaha_tensors_open")
        .help("Tensors of the native engine that are open: none is left of a text that has ended.")
        .callback(callback -> callback.call((double) LiveTensors.count()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("uvaha_heap_bytes")
        .help("Java's heap in use, garbage included.")
        .callback(callback -> {
          var memory = Runtime.getRuntime();
          callback.call((double) (memory.totalMemory() - memory.freeMemory()));
        })
        .register(registry);
  }

  private void gauge(
      String name,
      String help,
      Map<String, BatchedGenerator> generators,
      ToIntFunction<Load> number) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("model")
        .callback(callback ->
            generators.forEach(
                (model, generator) -> callback.call(number.applyAsInt(generator.load()), model)))
        .register(registry);
  }

  /// A request; its end counts once.
  ///
  /// @param path a known one: labels are not for clients to make
  RequestObserver.Started started(String path) {
    var from = System.nanoTime();
    var ended = new AtomicBoolean();
    return status -> {
      if (ended.getAndSet(true)) return;
      requests.labelValues(path, Integer.toString(status)).inc();
      seconds.labelValues(path).observe((System.nanoTime() - from) * NANOSECONDS);
    };
  }

  void used(String model, Usage usage) {
    tokens.labelValues(model, "prompt").inc(usage.promptTokens());
    tokens.labelValues(model, "completion").inc(usage.completionTokens());
  }

  /// In Prometheus' text format.
  String text() {
    var text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
