package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Positions.
final class PositionsBrowserTest extends BrowserTest {
  @TempDir static Path runs;

  @Override
  StudioConfig config() {
    try {
      TinyRuns.gpt(runs.resolve("tiny"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return StudioConfig.DEFAULT.withRuns(runs);
  }

  @Test
  void drawsTheSinusoids() {
    var page = open("#/positions?length=20&width=16");
    page.waitForSelector("uv-matrix canvas");
    var drawn = "() => document.querySelector('uv-matrix').data.values[7][5]";
    assertThat(((Number) page.evaluate(drawn)).doubleValue())
        .isCloseTo(Math.cos(7 / Math.pow(10_000, 4.0 / 16)), within(1e-6));
    var matrix = page.locator("uv-matrix canvas").first();
    matrix.focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("uv-matrix .uv-told").first()).containsText("Position 1, dimension 0");
  }

  @Test
  void aModelsPositionsAndTheRotaryOnes() {
    var page = open("#/positions");
    page.locator("fieldset").first().locator("button[data-value=learned]").click();
    assertThat(page.locator("select")).hasValue("tiny");
    page.waitForFunction("() => document.querySelector('uv-matrix').data.columns === 12");
    page.locator("fieldset").first().locator("button[data-value=rotary]").click();
    page.waitForFunction("() => document.querySelector('uv-matrix').data.columns === 128");
    assertThat(page).hasURL(Pattern.compile(".*kind=rotary.*"));
    page.goBack();
    page.waitForFunction("() => document.querySelector('uv-matrix').data.columns === 12");
  }

  @Test
  void theOrderCountsWithPositionsAlone() {
    var page = open("#/positions");
    assertThat(page.locator(".verdict")).containsText("The order does not count");
    page.locator("fieldset").last().locator("button[data-value=sinusoidal]").click();
    assertThat(page.locator(".verdict")).containsText("The order counts");
    page.locator("uv-tokens button").nth(0).click();
    page.locator("uv-tokens button").nth(1).click();
    assertThat(page.locator("uv-tokens button").nth(0)).hasText("the");
    assertThat(page).hasURL(Pattern.compile(".*order=.*"));
  }

  @Test
  void aReloadShowsTheSame() {
    var page = open("#/positions");
    page.locator("fieldset").first().locator("button[data-value=rotary]").click();
    page.locator("fieldset").last().locator("button[data-value=learned]").click();
    page.locator("uv-tokens button").nth(0).click();
    page.locator("uv-tokens button").nth(2).click();
    awaitVerdict(page);
    assertThat(page.locator(".verdict")).containsText("The order counts");
    var order = page.locator("uv-tokens button").allTextContents();
    var difference = page.locator(".verdict").getAttribute("data-difference");
    page.reload();
    awaitReady(page);
    page.waitForFunction("() => document.querySelector('uv-matrix').data.columns === 128");
    assertThat(page.locator("button[aria-pressed=true][data-value=rotary]")).isVisible();
    assertThat(page.locator("button[aria-pressed=true][data-value=learned]")).isVisible();
    assertThat(page.locator(".verdict")).hasAttribute("data-difference", difference);
    assertThat(page.locator("uv-tokens button").allTextContents()).isEqualTo(order);
  }

  /// Until it is about the words as they stand now.
  private static void awaitVerdict(Page page) {
    page.waitForFunction(
        """
        () => {
          const judged = document.querySelector('uv-matrix[data-name=permuted]').data.rowLabels;
          const shown = [...document.querySelectorAll('uv-tokens button')].map(one => one.textContent);
          return judged.join() === shown.join();
        }
        """);
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/positions?told=rotary", ".verdict[data-difference]");
  }
}
