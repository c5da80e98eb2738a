package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs.
final class RunsBrowserTest extends BrowserTest {
  @TempDir static Path runs;

  @Override
  StudioConfig config() {
    try {
      TinyRuns.gpt(runs.resolve("gpt"));
      TinyRuns.translator(runs.resolve("translator"));
      TinyRuns.vit(runs.resolve("vit"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return StudioConfig.DEFAULT.withRuns(runs);
  }

  @Test
  void runsAreComparedAsTheyGo() throws IOException {
    var page = open("#/runs?runs=gpt|vit");
    var points =
        "() => document.querySelector('uv-plot').data.lines.map(one => one.points.length).join()";
    assertThat(page.evaluate(points)).isEqualTo("4,4");
    Files.writeString(
        runs.resolve("gpt/metrics.jsonl"),
        "{\"step\":50,\"seconds\":25,\"loss\":0.1}\n",
        StandardOpenOption.APPEND);
    page.waitForFunction("() => (" + points + ")() === '5,4'");
    page.locator("input[data-run=translator]").check();
    page.waitForFunction("() => (" + points + ")() === '5,4,4'");
    page.locator("button[data-value=validation_loss]").click();
    assertThat(page.evaluate(points)).isEqualTo("2,2,2");
    assertThat(page.url()).contains("series=validation_loss");
  }

  @Test
  void attentionIsSeenAtEachCheckpoint() {
    var page = open("#/runs?run=gpt&part=decoder");
    page.locator(".text input").fill("the cat sees");
    page.locator("button:has-text('Look')").click();
    assertThat(page.locator(".attention uv-matrix canvas")).isVisible();
    var weight = "() => document.querySelector('.attention uv-matrix').data.values[2][1]";
    var last = page.evaluate(weight);
    var slider = page.locator(".attention input[type=range]");
    slider.focus();
    page.keyboard().press("Home");
    assertThat(page.locator(".attention output")).hasText("step 20");
    assertThat(page.evaluate(weight)).isNotEqualTo(last);
    page.keyboard().press("End");
    assertThat(page.locator(".attention output")).hasText("to use");
    assertThat(page.evaluate(weight)).isEqualTo(last);
    page.reload();
    awaitReady(page);
    assertThat(page.locator(".attention output")).hasText("to use");
  }

  @Test
  void isFitForAll() {
    assertFitForAll(
        "#/runs?run=gpt&part=decoder&text=the+cat+sees&look=1", ".attention uv-matrix canvas");
  }
}
