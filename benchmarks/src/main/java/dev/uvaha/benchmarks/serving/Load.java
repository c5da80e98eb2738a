package dev.uvaha.benchmarks.serving;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Requests to a server.
///
/// @param address as in `http://127.0.0.1:8080`
record Load(HttpClient http, String address) {
  private static final String COMPLETIONS = "/v1/completions";

  /// What a stream gave.
  ///
  /// @param tokens that came, one an event
  /// @param first when the first came, by [System#nanoTime]
  record Streamed(int status, int tokens, long first) {}

  static Load on(int port) {
    return new Load(HttpClient.newHttpClient(), "http://127.0.0.1:" + port);
  }

  static String body(int[] prompt, int tokens, String more) {
    return """
    {"prompt": [%s], "max_tokens": %d%s}\
    """
        .formatted(
            Arrays.stream(prompt).mapToObj(Integer::toString).collect(Collectors.joining(", ")),
            tokens,
            more);
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return http.send(request(body), BodyHandlers.ofString());
  }

  /// Reads a stream, the whole of it or until so many tokens came.
  Streamed stream(String body, int most) throws IOException, InterruptedException {
    var response = http.send(request(body), BodyHandlers.ofLines());
    var tokens = new AtomicInteger();
    var first = new AtomicLong();
    try (Stream<String> lines = response.body()) {
      lines
          .filter(line -> line.contains("\"finish_reason\":null"))
          .peek(_ -> {
            if (tokens.getAndIncrement() == 0) first.set(System.nanoTime());
          })
          .limit(most)
          .forEach(_ -> {});
    }
    return new Streamed(response.statusCode(), tokens.get(), first.get());
  }

  /// The sum of a metric's lines that begin so.
  double metric(String start) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
    return http.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(URI.create(address + COMPLETIONS))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
