package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class StudioCommandTest {
  private static final int TERMINATED = 128 + 15;

  @Test
  void showsThePageUntilItIsTold() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Uvaha.class.getName(),
                "studio",
                "--port",
                "0",
                "--no-browser")
            .start();
    try (var notes = process.errorReader(StandardCharsets.UTF_8);
        var http = HttpClient.newHttpClient()) {
      var line = String.valueOf(notes.readLine());
      assertThat(line)
          .matches("uvaha: Studio is at http://127\\.0\\.0\\.1:\\d+/ \\(Ctrl-C ends it\\)");
      var address = URI.create(line.replaceFirst(".* (http\\S+) .*", "$1"));
      var page = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("Uvaha Studio");
      process
          .toHandle()
          .destroy(); // by TERM; INT ends it alike, unless whoever runs the tests ignores it
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
      assertThat(notes.readAllLines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theBrowserIsThatOfTheSystem(@TempDir Path folder) throws IOException, InterruptedException {
    assertThat(SystemBrowser.of("Linux").command()).containsExactly("xdg-open");
    assertThat(SystemBrowser.of("Mac OS X").command()).containsExactly("open");
    assertThat(SystemBrowser.of("Windows 11").command()).startsWith("rundll32");
    var opened = folder.resolve("opened");
    var browser = new SystemBrowser(List.of("touch"));
    assertThat(browser.open(opened.toString())).isTrue();
    while (!Files.exists(opened)) Thread.sleep(5);
    assertThat(new SystemBrowser(List.of("no-such-program")).open("x")).isFalse();
  }

  @Test
  void whatIsWrongIsSaid() {
    var recorded = new RecordedConsole(new byte[0]);
    assertThat(recorded.run("studio", "--no-browser", "--port", "70000"))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("a port is 0 to 65535, got 70000");
  }
}
