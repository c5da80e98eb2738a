package dev.uvaha.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plain HTTP.
record Client(HttpClient http, String address) {
  static Client of(String address) {
    return new Client(HttpClient.newHttpClient(), address);
  }

  static Client of(Server server) {
    return of("http://127.0.0.1:" + server.port());
  }

  /// A status and a JSON value.
  record Answer(int status, JsonNode json) {
    /// Of an error.
    String message() {
      return json.path("error").path("message").asString("");
    }

    /// The field that an error is about, if any.
    String parameter() {
      return json.path("error").path("param").asString("");
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofMinutes(4))
        .header("authorization", "Bearer " + ServerProcess.KEY);
  }

  private Answer answer(HttpRequest request) throws IOException, InterruptedException {
    var response = send(request);
    return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
  }

  /// The value of a metric whose line begins so, 0 if there is none.
  double metric(String line) throws IOException, InterruptedException {
    return send(request("/metrics").GET().build())
        .body()
        .lines()
        .filter(one -> one.startsWith(line))
        .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
        .sum();
  }
}
