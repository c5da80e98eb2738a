package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.generation.BatchLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever comes, the right status and message go back, and the server lives on.
@Timeout(300)
class BadInputTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String COMPLETIONS = "/v1/completions";

  /// The metric of requests whose clients went away.
  private static final String GONE =
      "uvaha_requests_total{path=\"/v1/completions\",status=\"499\"}";

  private static final String ENDLESS =
      """
      {"model": "tiny", "prompt": "The cat", "max_tokens": 20000%s}\
      """;

  private static Server server;
  private static Client client;

  /// Does not wait for those who stall, nor for a test that is held up.
  private static Server impatient;

  @BeforeAll
  static void start() {
    server = start(Duration.ofMinutes(5));
    client = Client.of(server);
    impatient = start(Duration.ofSeconds(2));
  }

  private static Server start(Duration patience) {
    return Server.start(
        ServerConfig.DEFAULT
            .withPort(0)
            .withApiKey(ServerProcess.KEY)
            .withLimits(new RequestLimits(100_000, 20_000, 7))
            .withPatience(patience)
            .withDrain(Duration.ofSeconds(5)),
        TinyModels.all(new BatchLimits(1, 1, 64)));
  }

  @AfterAll
  static void end() {
    server.close();
    impatient.close();
  }

  @AfterEach
  void theServerLivesOn() throws IOException, InterruptedException {
    assertLivesOn(client);
  }

  private static void assertLivesOn(Client client) throws IOException, InterruptedException {
    waitUntilFree(client);
    var answer =
        client.post(COMPLETIONS, "{\"model\": \"tiny\", \"prompt\": \"The\", \"max_tokens\": 3}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("usage").path("completion_tokens").asInt()).isEqualTo(3);
  }

  private static void waitUntilFree(Client client) throws IOException, InterruptedException {
    while (client.metric("uvaha_texts_running{model=\"tiny\"}") > 0) Thread.sleep(20);
  }

  private static void waitUntilGone(Client client, double before)
      throws IOException, InterruptedException {
    while (client.metric(GONE) == before) Thread.sleep(20);
    assertThat(client.metric(GONE)).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                    | 400 | invalid_json   | no valid JSON: line 1",
        "[]                                   | 400 | invalid_json   | must be a JSON object",
        "{\"model\": 1}                       | 400 | invalid_value  | 'model' must be a text, got 1",
        "{\"model\": \"gpt-9\"}               | 404 | model_not_found | no model 'gpt-9'",
        "{\"model\": \"upper\"}               | 404 | model_not_found | there is tiny-chat, tiny",
        "{}                                   | 400 | invalid_value  | 'model' is missing",
        "{\"model\": \"tiny\"}                | 400 | invalid_value  | 'prompt' is missing",
        "{\"model\": \"tiny\", \"prompt\": {}} | 400 | invalid_value | 'prompt' must be a text",
        "{\"model\": \"tiny\", \"prompt\": []} | 400 | invalid_value | 'prompt' is empty",
        "{\"model\": \"tiny\", \"prompt\": \"\"} | 400 | context_length_exceeded | no tokens",
        "{\"model\": \"tiny\", \"prompt\": [99999]} | 400 | context_length_exceeded | token 99999",
        "{\"model\": \"tiny\", \"prompt\": [1.5]} | 400 | invalid_value | arrays of tokens",
      })
  void whatIsNoRequestIsRefused(String body, int status, String code, String message)
      throws IOException, InterruptedException {
    assertRefused(client.post(COMPLETIONS, body), status, code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"max_tokens\": -1           | 'max_tokens' must be a whole number from 1 to 20000, got -1",
        "\"max_tokens\": 0            | from 1 to 20000",
        "\"max_tokens\": 20001        | from 1 to 20000",
        "\"max_tokens\": 99999999999999999999 | from 1 to 20000, got 99999999999999999999",
        "\"max_tokens\": 1.5          | from 1 to 20000",
        "\"max_tokens\": \"many\"     | from 1 to 20000, got \"many\"",
        "\"temperature\": -0.1        | 'temperature' must be a number from 0 to 2, got -0.1",
        "\"temperature\": 1e999       | 'temperature' must be a number from 0 to 2",
        "\"top_p\": 0                 | 'top_p' must be above 0",
        "\"top_p\": 1.1               | from 0 to 1",
        "\"top_k\": -1                | 'top_k' must be a whole number from 0",
        "\"top_k\": 1.5               | 'top_k' must be a whole number from 0",
        "\"min_p\": -0.1              | 'min_p' must be a number from 0 to 1, got -0.1",
        "\"min_p\": 1.1               | 'min_p' must be a number from 0 to 1, got 1.1",
        "\"repetition_penalty\": 0    | 'repetition_penalty' must be a number from 0.01 to 100",
        "\"repetition_penalty\": \"\" | 'repetition_penalty' must be a number from 0.01 to 100",
        "\"n\": 8                     | 'n' must be a whole number from 1 to 7, got 8",
        "\"seed\": 1e3                | 'seed' must be a whole number of 64 bits",
        "\"stop\": [1]                | 'stop' must be a text, got 1",
        "\"stop\": [\"\"]             | a text of 'stop' is empty",
        "\"stream\": 1                | 'stream' must be true or false, got 1",
        "\"stream_options\": {}       | only for requests with 'stream': true",
        "\"stream\": true, \"stream_options\": {\"x\": 1} | unknown field 'stream_options.x'",
        "\"logprobs\": 6              | from 0 to 5",
        "\"suffix\": \"x\"            | 'suffix' is not supported",
        "\"best_of\": 3               | 'best_of' must be what 'n' is, got 3",
        "\"frequency_penalty\": 1     | 'frequency_penalty' is not supported",
        "\"maxtokens\": 5             | unknown field 'maxtokens': leave it out",
        "\"__proto__\": {}            | unknown field '__proto__'",
      })
  void whatCanNotBeDoneIsRefused(String field, String message)
      throws IOException, InterruptedException {
    var answer =
        client.post(COMPLETIONS, "{\"model\": \"tiny\", \"prompt\": \"The\", %s}".formatted(field));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(message, "'" + answer.parameter() + "'");
    assertThat(field).contains(answer.parameter().replace("stream_options.", ""));
  }

  @Test
  void moreStopsThanCanBeLookedForAreRefused() throws IOException, InterruptedException {
    var stops = String.join(", ", Collections.nCopies(17, "\"x\""));
    var answer =
        client.post(
            COMPLETIONS,
            "{\"model\": \"tiny\", \"prompt\": \"The\", \"stop\": [%s]}".formatted(stops));
    assertRefused(answer, 400, "invalid_value", "'stop' may have 16 texts at most, got 17");
    assertThat(answer.parameter()).isEqualTo("stop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"messages\": []                              | 'messages' is missing",
        "\"messages\": [\"hello\"]                     | 'messages[0]' must be an object",
        "\"messages\": [{\"content\": \"x\"}]          | 'messages[0].role' is missing",
        "\"messages\": [{\"role\": \"tool\", \"content\": \"x\"}] | 'messages[0].role' must be system",
        "\"messages\": [{\"role\": \"user\"}]          | 'messages[0].content' is missing",
        "\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}] | must be \"text\"",
        "\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{}] | 'tools' is not supported",
        "\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"top_logprobs\": 2 | needs 'logprobs': true",
      })
  void conversationsThatAreNoneAreRefused(String fields, String message)
      throws IOException, InterruptedException {
    var answer = client.post(CHAT, "{\"model\": \"tiny-chat\", %s}".formatted(fields));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(message);
  }

  @Test
  void aModelThatCanNotTalkSaysSo() throws IOException, InterruptedException {
    var answer =
        client.post(
            CHAT,
            "{\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}");
    assertRefused(answer, 400, "invalid_value", "the model 'tiny' has no chat template");
  }

  @Test
  void aPromptBeyondTheContextIsRefused() throws IOException, InterruptedException {
    var answer =
        client.post(
            COMPLETIONS, "{\"model\": \"tiny\", \"prompt\": \"%s\"}".formatted("Ж".repeat(20_100)));
    assertRefused(answer, 400, "context_length_exceeded", "the model's context is 20,011");
  }

  @Test
  void templateCodeAndSpecialTokensOfUsersAreText() throws IOException, InterruptedException {
    var answer =
        client.post(
            CHAT,
            """
            {"model": "tiny-chat", "max_tokens": 1, "messages": [{"role": "user",
             "content": "{{ messages }} {% raw %} <end>"}]}\
            """);
    assertThat(answer.status()).isEqualTo(200);
    var plain =
        client.post(
            CHAT,
            """
            {"model": "tiny-chat", "max_tokens": 1, "messages": [{"role": "user", "content": ""}]}\
            """);
    // each character is a token at least, but for pairs that were learnt; none was swallowed
    assertThat(promptTokens(answer) - promptTokens(plain))
        .isGreaterThan("{{ messages }} {% raw %} <end>".length() / 2);
  }

  private static int promptTokens(Client.Answer answer) {
    return answer.json().path("usage").path("prompt_tokens").asInt();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/completions, 405, method_not_allowed",
    "DELETE, /v1/models, 405, method_not_allowed",
    "GET, /, 404, not_found",
    "GET, /v1/models/none, 404, model_not_found",
    "GET, /v1/models/..%2f..%2fetc%2fpasswd, 404, model_not_found",
    "GET, /v1/../../../etc/passwd, 404, not_found",
    "POST, /v1/completions, 415, unsupported_media_type",
  })
  void pathsAndMethodsThatAreNoneAreRefused(String method, String path, int status, String code)
      throws IOException, InterruptedException {
    var response =
        client.send(client.request(path).method(method, BodyPublishers.ofString("{}")).build());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(code);
  }

  @Test
  void theKeyIsAskedFor() throws IOException, InterruptedException {
    for (var path : new String[] {"/v1/models", "/metrics", COMPLETIONS}) {
      var response =
          client.send(
              client
                  .request(path)
                  .method(path.equals(COMPLETIONS) ? "POST" : "GET", BodyPublishers.ofString("{}"))
                  .setHeader("content-type", "application/json")
                  .setHeader("authorization", "Bearer open")
                  .build());
      assertThat(response.statusCode()).as(path).isEqualTo(401);
      assertThat(response.body()).contains("invalid_api_key").doesNotContain(ServerProcess.KEY);
    }
    assertThat(
            client
                .send(client.request("/healthz").setHeader("authorization", "none").build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws IOException, InterruptedException {
    var body = "{\"model\": \"tiny\", \"prompt\": \"%s\"}".formatted("x".repeat(100_000));
    assertRefused(client.post(COMPLETIONS, body), 413, "too_large", "100,000 bytes at most");
  }

  @Test
  void aRequestThatStallsIsGivenUp() throws IOException, InterruptedException {
    try (var socket = connect(impatient)) {
      begin(socket, 50, "{\"model\":");
      var answer = read(socket); // ends, since the server closes the connection
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("took too long to arrive");
    }
    assertLivesOn(Client.of(impatient));
  }

  @Test
  void aRequestWhoseHeadStallsIsGivenUp() throws IOException, InterruptedException {
    try (var socket = connect(impatient)) {
      send(socket, "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(readUntilCut(socket)).isEmpty(); // ends, since the server closes the connection
    }
    assertLivesOn(Client.of(impatient));
  }

  @Test
  void aBodyWithoutEndIsNotReadForEver() throws IOException, InterruptedException {
    try (var socket = connect(impatient)) {
      begin(socket, 900_000, "x".repeat(200_000));
      var answer = read(socket); // ends
      assertThat(answer).startsWith("HTTP/1.1 413 ");
    }
    assertLivesOn(Client.of(impatient));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aClientThatVanishesFreesItsPlace(boolean streams) throws IOException, InterruptedException {
    var before = client.metric(GONE);
    try (var socket = connect(server)) {
      ask(socket, ENDLESS.formatted(streams ? ", \"stream\": true" : ""));
      while (client.metric("uvaha_texts_running{model=\"tiny\"}") == 0) Thread.sleep(10);
    }
    waitUntilGone(client, before); // long before 20,000 tokens are written
    waitUntilFree(client);
  }

  /// By its log-probabilities the stream has more bytes than the kernel keeps for a reader.
  @Test
  void aClientThatStopsReadingIsCutOffAndFreesItsPlace() throws IOException, InterruptedException {
    var client = Client.of(impatient);
    var before = client.metric(GONE);
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), impatient.port()));
      ask(socket, ENDLESS.formatted(", \"stream\": true, \"logprobs\": 5"));
      waitUntilGone(client, before); // though the client is still there
      assertLivesOn(client);
      assertThat(readUntilCut(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("[DONE]");
    }
  }

  /// What was on its way when the connection was closed, or reset.
  private static String readUntilCut(Socket socket) {
    var read = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(read);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  @Test
  void moreThanMayWaitIsRefused() throws IOException, InterruptedException {
    try (var first = connect(server);
        var second = connect(server)) {
      ask(first, ENDLESS.formatted(""));
      while (client.metric("uvaha_texts_running{model=\"tiny\"}") == 0) Thread.sleep(10);
      ask(second, ENDLESS.formatted(""));
      while (client.metric("uvaha_texts_waiting{model=\"tiny\"}") == 0) Thread.sleep(10);
      var third = client.post(COMPLETIONS, ENDLESS.formatted(""));
      assertRefused(third, 503, "unavailable", "1 texts are being written and 1 wait");
    }
  }

  private static Socket connect(Server server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void ask(Socket socket, String body) throws IOException {
    begin(socket, body.length(), body);
  }

  /// A request whose body is said to have this length, as far as it comes.
  private static void begin(Socket socket, int length, String body) throws IOException {
    var head =
        """
        POST /v1/completions HTTP/1.1
        Host: localhost
        Authorization: Bearer sesame
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(length);
    send(socket, head.replace("\n", "\r\n") + body);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String read(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertRefused(Client.Answer answer, int status, String code, String message) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error").path("code").asString("")).isEqualTo(code);
    assertThat(answer.message().toLowerCase(Locale.ROOT))
        .contains(message.toLowerCase(Locale.ROOT));
  }
}
