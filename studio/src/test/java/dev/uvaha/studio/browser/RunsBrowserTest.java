package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs.
final class RunsBrowserTest extends BrowserTest {
  private static final String DRAWN =
      "() => document.querySelector('uv-plot').data.lines.flatMap(one => one.points.map(point => point[0]))";

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
    assertThat(page).hasURL(Pattern.compile(".*series=validation_loss.*"));
  }

  @Test
  void lossIsComparedBySize() {
    var page = open("#/runs?runs=gpt|vit&over=size");
    assertThat(page.evaluate(DRAWN)).isEqualTo(List.of(parameters("gpt"), parameters("vit")));
    assertThat(page.locator(".law")).containsText("three sizes or more");
    assertThat(page.locator(".law code")).containsText("uvaha train jdk-prose");
    page.locator("input[data-run=translator]").check();
    assertThat(page.locator(".law")).containsText("does not fall");
    for (var run : List.of("gpt", "vit", "translator"))
      page.locator("input[data-run=" + run + "]").uncheck();
    assertThat(page.locator("uv-plot")).isHidden();
    assertThat(page.locator(".law code")).containsText("uvaha train jdk-prose");
    assertThat(page.locator(".failure:visible")).hasCount(0);
    page.locator("button[data-value=steps]").click();
    assertThat(page.locator(".law")).isHidden();
    assertThat(page).hasURL(Pattern.compile(".*over=steps.*"));
  }

  @Test
  void aLawIsDrawnThroughThreeSizes() throws IOException {
    var names = List.of("law-gpt", "law-translator", "law-vit");
    TinyRuns.gpt(runs.resolve("law-gpt"));
    TinyRuns.translator(runs.resolve("law-translator"));
    TinyRuns.vit(runs.resolve("law-vit"));
    for (var name : names)
      Files.writeString(
          runs.resolve(name).resolve("metrics.jsonl"),
          "{\"step\":50,\"validation_loss\":%s}\n".formatted(Math.pow(parameters(name), -0.25)),
          StandardOpenOption.APPEND);
    var page = open("#/runs?over=size&runs=" + String.join("|", names));
    assertThat(page.locator(".law p")).containsText("α = 0.250");
    assertThat(page.locator(".law p")).containsText("R² = 1.000");
    assertThat(page.locator("uv-plot path.uv-dashed")).hasCount(1);
    assertThat(page.locator("uv-plot circle")).hasCount(names.size());
    assertThat(page.locator(".law pre")).isHidden();
    screenshot(page, "runs-law");
  }

  @Test
  void lossBySizeIsFitForAll() {
    assertFitForAll("#/runs?runs=gpt|vit&over=size", ".law p");
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

  private static int parameters(String run) {
    try (var checkpoint = Checkpoint.open(runs.resolve(run))) {
      return checkpoint.names().stream()
          .mapToInt(name -> Math.toIntExact(checkpoint.shape(name).elements()))
          .sum();
    }
  }
}
