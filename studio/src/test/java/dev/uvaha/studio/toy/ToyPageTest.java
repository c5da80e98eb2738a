package dev.uvaha.studio.toy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.http.HttpConfig;
import dev.uvaha.http.HttpService;
import dev.uvaha.http.JsonNames;
import dev.uvaha.http.RequestObserver;
import dev.uvaha.studio.Visitor;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ToyPageTest {
  private static final HttpConfig CONFIG =
      new HttpConfig(
          "127.0.0.1",
          0,
          Optional.empty(),
          1 << 10,
          Duration.ofSeconds(30),
          Duration.ZERO,
          HttpConfig.Origins.OWN);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ToyPage page = new ToyPage(now::get);
  private final HttpService http =
      HttpService.start(CONFIG, JsonNames.CAMEL_CASE, page.routes(), RequestObserver.NONE);

  @AfterEach
  void end() {
    http.close();
    page.close();
  }

  private Stream<String> post(String act, String body, int status)
      throws IOException, InterruptedException {
    var visitor = new Visitor("http://127.0.0.1:" + http.port());
    var answer = visitor.post("toy/" + act, body, BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(status);
    return answer.body();
  }

  /// Its events, after the first.
  private Iterator<String> paused() throws IOException, InterruptedException {
    var events = post("train", "{}", 200).iterator();
    var session = events.next().replaceFirst(".*\"session\":\"([^\"]+)\".*", "$1");
    post("control", "{\"session\":\"%s\",\"act\":\"pause\"}".formatted(session), 200).close();
    return events;
  }

  @Test
  void whoGaveWayIsToldSoAndTheNewcomerTrains() throws IOException, InterruptedException {
    var first = paused();
    now.updateAndGet(instant -> instant.plusSeconds(61));
    paused();
    var newcomer = post("train", "{}", 200).iterator();
    assertThat(newcomer.next()).contains("\"session\"");
    var last = "";
    while (first.hasNext()) {
      var line = first.next();
      if (!line.isEmpty()) last = line;
    }
    assertThat(last)
        .contains("\"code\":\"gave_way\"", "this training rested for more than a minute");
    assertThat(post("train", "{}", 503)).first().asString().contains("2 trainings are watched");
  }
}
