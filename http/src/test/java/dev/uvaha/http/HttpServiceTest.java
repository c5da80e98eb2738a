package dev.uvaha.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.http.HttpConfig.Origins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HttpServiceTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static HttpService service;

  record Said(String whatWasAsked) {}

  @BeforeAll
  static void start() {
    var echo = Route.get(exchange -> exchange.json(new Said(exchange.path())));
    var events =
        Route.get(exchange -> {
          var stream = exchange.events();
          for (var i = 0; i < 3; i++) stream.send(new Said("event " + i));
          stream.done();
        });
    var bytes = Route.get(exchange -> exchange.bytes("application/octet-stream", new byte[7]));
    service =
        HttpService.start(
            config(Duration.ofMinutes(1)),
            JsonNames.CAMEL_CASE,
            Map.of("/below/", echo, "/events", events, "/bytes", bytes),
            path -> {
              SEEN.add(path);
              return _ -> {};
            });
  }

  private static HttpConfig config(Duration patience) {
    return new HttpConfig(
        "127.0.0.1", 0, Optional.empty(), 1000, patience, Duration.ZERO, Origins.ANY);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:%d%s".formatted(service.port(), path));
    return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void aFolderHasAllPathsBelowIt() throws IOException, InterruptedException {
    assertThat(get("/below/a").body()).isEqualTo("{\"whatWasAsked\":\"/below/a\"}");
    assertThat(get("/below/a/b.c").body()).isEqualTo("{\"whatWasAsked\":\"/below/a/b.c\"}");
    assertThat(get("/below").statusCode()).isEqualTo(404);
    assertThat(get("/above/a").statusCode()).isEqualTo(404);
    assertThat(SEEN).contains("/below/", "other").doesNotContain("/below/a");
  }

  @Test
  void eventsComeInOrderAndEnd() throws IOException, InterruptedException {
    assertThat(get("/events").body())
        .isEqualTo(
            """
            data: {"whatWasAsked":"event 0"}

            data: {"whatWasAsked":"event 1"}

            data: {"whatWasAsked":"event 2"}

            data: [DONE]

            """);
  }

  @Test
  void aClientThatTakesNothingOfAStreamIsCutOff() throws Exception {
    var gone = new CompletableFuture<Void>();
    var endless =
        Route.get(exchange -> {
          exchange.whenGone(() -> gone.complete(null));
          var stream = exchange.events();
          while (true) stream.send(new Said("x".repeat(100_000)));
        });
    var routes = Map.of("/endless", endless);
    try (var impatient =
            HttpService.start(
                config(Duration.ofSeconds(2)), // also for the head of the request
                JsonNames.CAMEL_CASE,
                routes,
                RequestObserver.NONE);
        var socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
      var request = "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      gone.get(); // though the client is still there
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void bytesAreSentAsTheyAre() throws IOException, InterruptedException {
    var answer = get("/bytes");
    assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(answer.body()).hasSize(7);
  }
}
