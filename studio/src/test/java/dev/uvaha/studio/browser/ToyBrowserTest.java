package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/// The toy lab.
final class ToyBrowserTest extends BrowserTest {
  /// Milliseconds for some dozens of steps on a machine that is busy with other things.
  private static final int PATIENCE = 120_000;

  private static int step(Page page) {
    return ((Number) page.evaluate("() => Number(document.querySelector('.facts').dataset.step)"))
        .intValue();
  }

  private static void awaitStep(Page page, int least) {
    page.waitForFunction(
        "least => Number(document.querySelector('.facts').dataset.step) >= least",
        least,
        new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
  }

  @Test
  void trainsPausesAndSteps() {
    var page = open("#/toy?task=2&network=positions");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, 3);
    page.getByText("Pause", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("button:has-text('Go on')")).isVisible();
    var paused = step(page);
    page.getByText("One step", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, paused + 1);
    assertThat(step(page)).isEqualTo(paused + 1);
    assertThat(page.locator("uv-matrix canvas")).isVisible();
    page.locator("uv-matrix canvas").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("uv-matrix .uv-told")).containsText("Position");
    assertThat(
            (Boolean)
                page.evaluate(
                    "() => { const { data } = document.querySelector('uv-matrix');"
                        + " return data.values.every(row => Math.abs(row.reduce((a, b) => a + b) - 1) < 1e-3); }"))
        .isTrue();
    page.getByText("End", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("button:has-text('Train')")).isVisible();
  }

  @Test
  void anotherTaskBeginsAnewAndConvolutionsDoNotAttend() {
    var page = open("#/toy");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, 1);
    page.locator("button[data-value=convolutions]").click();
    assertThat(page.locator("text=This network has no attention")).isVisible();
    assertThat(page.locator("section.attention")).isHidden();
    assertThat(page.url()).contains("network=convolutions");
    page.reload();
    awaitReady(page);
    assertThat(page.locator("button[data-value=convolutions]"))
        .hasAttribute("aria-pressed", "true");
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/toy", ".page-toy .controls");
    var page = open("#/toy");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, 12);
    page.getByText("Pause", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("button:has-text('Go on')")).isVisible();
    screenshot(page, "toy-trained-desktop-en");
    page.setViewportSize(390, 844);
    screenshot(page, "toy-trained-phone-en");
    assertAccessible(page, "toy, trained");
  }
}
