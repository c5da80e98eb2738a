package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.generation.BatchLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ServerTest {
  private static Server start(ServerConfig config) {
    return Server.start(config, TinyModels.all(BatchLimits.DEFAULT));
  }

  private static ServerConfig config(Duration drain) {
    return ServerConfig.DEFAULT
        .withPort(0)
        .withDrain(drain)
        .withLimits(RequestLimits.DEFAULT.withTokens(TinyModels.CONTEXT));
  }

  @Test
  void whatRunsIsFinishedBeforeTheEnd() throws IOException, InterruptedException {
    var server = start(config(Duration.ofSeconds(50)));
    var answer = ask(server, 300);
    server.close();
    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().json().path("usage").path("completion_tokens").asInt()).isEqualTo(300);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatRunsForTooLongIsCutOff() throws IOException, InterruptedException {
    var server = start(config(Duration.ofMillis(100)));
    var answer = ask(server, TinyModels.CONTEXT);
    server.close();
    assertThat(answer.handle((one, _) -> one == null || one.status() == 503).join()).isTrue();
  }

  /// A text that is being written.
  private static CompletableFuture<Client.Answer> ask(Server server, int tokens)
      throws IOException, InterruptedException {
    var client = Client.of(server);
    var answer = new CompletableFuture<Client.Answer>();
    var body = "{\"model\": \"tiny\", \"prompt\": \"The\", \"max_tokens\": %d}".formatted(tokens);
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(client.post("/v1/completions", body));
          } catch (IOException | InterruptedException e) {
            answer.completeExceptionally(e);
          }
        });
    while (!answer.isDone() && client.metric("uvaha_texts_running{model=\"tiny\"}") == 0)
      Thread.sleep(5);
    return answer;
  }

  @Test
  void pagesOfOtherSitesDoNotReachAServerWithoutAKey() throws IOException {
    try (var server = start(config(Duration.ZERO));
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var request = "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403 ").contains("forbidden_host");
    }
  }

  @Test
  void anAddressInUseIsNamed() {
    try (var server = start(config(Duration.ZERO))) {
      assertThatThrownBy(() -> start(config(Duration.ZERO).withPort(server.port())))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1, port " + server.port());
    }
  }

  @Test
  void configurationsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerConfig.DEFAULT.withPort(70_000))
        .withMessage("a port is 0 to 65535, got 70000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerConfig.DEFAULT.withApiKey(" "))
        .withMessage("an API key must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Server.start(ServerConfig.DEFAULT, List.of()))
        .withMessage("there is no model to serve");
    var twice = TinyModels.all(BatchLimits.DEFAULT).getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Server.start(ServerConfig.DEFAULT, List.of(twice, twice)))
        .withMessageContaining("each model needs a name of its own");
    assertThat(ServerConfig.DEFAULT.isOpenToAll()).isFalse();
    assertThat(ServerConfig.DEFAULT.withHost("0.0.0.0").isOpenToAll()).isTrue();
    assertThat(ServerConfig.DEFAULT.withHost("0.0.0.0").withApiKey("k").isOpenToAll()).isFalse();
  }
}
