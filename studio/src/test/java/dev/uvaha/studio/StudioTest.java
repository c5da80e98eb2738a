package dev.uvaha.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class StudioTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern REPORT = Pattern.compile("\"step\":([1-9]\\d*),.*\"running\":true");
  private static Studio studio;

  @BeforeAll
  static void start() {
    studio = Studio.start(StudioConfig.DEFAULT.withPort(0));
  }

  @AfterAll
  static void end() {
    studio.close();
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(studio.address()).resolve(path));
    if (headers.length > 0) request.headers(headers);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /// The steps that a toy training has taken by its next report.
  private static long steps(Iterator<String> events) {
    while (true) {
      var report = REPORT.matcher(events.next());
      if (report.find()) return Long.parseLong(report.group(1));
    }
  }

  @Test
  void whileVisitorsTrainOthersAreAnswered() throws IOException, InterruptedException {
    var visitor = new Visitor(studio.address());
    try (var one = visitor.post("toy/train", "{}", BodyHandlers.ofLines()).body();
        var other = visitor.post("toy/train", "{\"task\":2}", BodyHandlers.ofLines()).body()) {
      var trainings = List.of(one.iterator(), other.iterator());
      for (var training : trainings) assertThat(steps(training)).isPositive();
      var translated =
          visitor.post("translate/see", "{\"text\":\"The cat sees.\"}", BodyHandlers.ofString());
      assertThat(translated.statusCode()).isEqualTo(200);
      assertThat(translated.body()).contains("Кіт");
      var calculated =
          visitor.post(
              "calculator/steps", "{\"words\":[\"the\",\"cat\"]}", BodyHandlers.ofString());
      assertThat(calculated.statusCode()).isEqualTo(200);
      for (var training : trainings) assertThat(steps(training)).as("still running").isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/app.js, text/javascript; charset=utf-8",
    "/style.css, text/css; charset=utf-8",
    "/i18n/shell.uk.json, application/json; charset=utf-8",
    "/icon.svg, image/svg+xml",
    "/lib/katex/katex.mjs, text/javascript; charset=utf-8",
    "/lib/katex/fonts/KaTeX_Main-Regular.woff2, font/woff2",
  })
  void filesHaveTheirTypeAndNoScriptOfOthers(String path, String type)
      throws IOException, InterruptedException {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains(type);
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws IOException, InterruptedException {
    var tag = get("/app.js").headers().firstValue("etag").orElseThrow();
    var again = get("/app.js", "if-none-match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get("/style.css", "if-none-match", tag).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none.js",
        "/Studio.class",
        "/..%2fStudio.class",
        "/%2e%2e/Studio.class",
        "/i18n/",
        "/i18n",
        "/lib/none/x.js",
        "/lib/x.js",
        "/lib/katex/../pom.xml",
        "/api/none/x",
      })
  void nothingElseIsThere(String path) throws IOException, InterruptedException {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, '', 403",
    "evil.example, http://evil.example, 403",
    "127.0.0.1:PORT, http://evil.example, 403",
    "127.0.0.1:PORT, null, 403",
    "127.0.0.1:PORT, http://127.0.0.1:1, 403",
    "127.0.0.1:PORT, http://127.0.0.1:PORT, 200",
    "localhost:PORT, '', 200",
  })
  void pagesOfOtherSitesGetNothing(String host, String origin, int status) throws IOException {
    assertThat(answer(studio, host, origin)).startsWith("HTTP/1.1 " + status + " ");
  }

  /// Nor where other machines may come: a name of another site can come to stand for this one.
  @Test
  void openToOthersItAnswersToNumbersAndToLocalhost() throws IOException {
    try (var open = Studio.start(StudioConfig.DEFAULT.withHost("0.0.0.0").withPort(0))) {
      for (var host : List.of("192.168.1.7:PORT", "[fe80::1]:PORT", "localhost:PORT"))
        assertThat(answer(open, host, "")).as(host).startsWith("HTTP/1.1 200 ");
      assertThat(answer(open, "evil.example:PORT", "http://evil.example:PORT"))
          .startsWith("HTTP/1.1 403 ")
          .contains("forbidden_host");
    }
  }

  private static String answer(Studio asked, String host, String origin) throws IOException {
    var port = URI.create(asked.address()).getPort();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var request =
          "GET /api/frame HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
              .formatted(host, origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
              .replace("PORT", Integer.toString(port));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFolderWithoutAModelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Studio.start(StudioConfig.DEFAULT.withModel(Path.of("runs/none"))))
        .withMessageStartingWith("runs/none holds no model");
  }

  @Test
  void wrongConfigurationsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudioConfig.DEFAULT.withPort(70_000))
        .withMessage("a port is 0 to 65535, got 70000");
    var taken = StudioConfig.DEFAULT.withPort(URI.create(studio.address()).getPort());
    assertThatThrownBy(() -> Studio.start(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1");
    assertThat(StudioConfig.DEFAULT.isOpenToAll()).isFalse();
    assertThat(StudioConfig.DEFAULT.withHost("0.0.0.0").isOpenToAll()).isTrue();
  }
}
