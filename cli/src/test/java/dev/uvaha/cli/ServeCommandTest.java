package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
final class ServeCommandTest {
  private static final Path LLAMA = Path.of("../hub/src/test/resources/fixtures/llama");
  private static final int TERMINATED = 128 + 15;

  /// More tokens than are written before the server is told to end.
  private static final int MANY = 1000;

  @Test
  void servesUntilItIsTold() throws IOException, InterruptedException {
    var process = UvahaProcess.start("serve", "--model", LLAMA.toString(), "--port", "0");
    try (var notes = process.errorReader(StandardCharsets.UTF_8);
        var http = HttpClient.newHttpClient()) {
      var asked = completion(address(notes, "llama"), 7, "");
      var response = http.send(asked, BodyHandlers.ofString());
      assertThat(response.body()).contains("\"model\":\"llama\"", "\"completion_tokens\":7");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatIsBeingWrittenWhenItIsToldToEndIsWrittenWhole(@TempDir Path folder) throws Exception {
    LanguageCommandsTest.copyModel(folder);
    LanguageCommandsTest.lengthenContext(folder);
    var process =
        UvahaProcess.start(
            "serve",
            "--model",
            folder.toString(),
            "--port",
            "0",
            "--max-tokens",
            Integer.toString(MANY),
            "--drain",
            "500");
    try (var notes = process.errorReader(StandardCharsets.UTF_8);
        var http = HttpClient.newHttpClient()) {
      var address = address(notes, folder.getFileName().toString());
      var streamed = ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";
      var answer = http.send(completion(address, MANY, streamed), BodyHandlers.ofLines());
      var lines = answer.body().iterator();
      assertThat(lines.next()).startsWith("data: {"); // it is being written
      process.destroy();
      var rest = new ArrayList<String>();
      lines.forEachRemaining(rest::add);
      assertThat(rest)
          .anyMatch(line -> line.contains("\"completion_tokens\":" + MANY))
          .contains("data: [DONE]");
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
  }

  /// @param more fields of the request
  private static HttpRequest completion(String address, int tokens, String more) {
    return HttpRequest.newBuilder(URI.create(address + "/completions"))
        .header("content-type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"prompt\": \"The cat\", \"max_tokens\": %d%s}".formatted(tokens, more)))
        .build();
  }

  private static String address(BufferedReader notes, String model) throws IOException {
    var line = String.valueOf(notes.readLine());
    assertThat(line).startsWith("uvaha: serving %s at http://127.0.0.1:".formatted(model));
    return line.substring(line.indexOf("http"));
  }

  @Test
  void whatCanNotBeServedIsSaid() {
    assertFails("a port is 0 to 65535, got 70000", "--port", "70000");
    assertFails("nowhere: not a model folder", "--model", "nowhere");
    assertFails("--weights int8 is not for --device cpu", "--model", "x", "--weights", "int8");
  }

  private static void assertFails(String message, String... arguments) {
    var recorded = new RecordedConsole(new byte[0]);
    var command = new ArrayList<>(List.of("serve"));
    command.addAll(List.of(arguments));
    assertThat(recorded.run(command.toArray(String[]::new))).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains(message);
  }
}
