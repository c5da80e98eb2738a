package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Layers.
final class LayersBrowserTest extends BrowserTest {
  @Test
  void theTableFollowsItsSizes() {
    var page = open("#/layers?length=64&width=512");
    var operations = page.locator("tbody").first().locator("tr").first().locator("td").first();
    assertThat(operations.locator(".figure")).hasAttribute("data-value", "2097152"); // 64² · 512
    assertThat(operations.locator(".katex-html")).isVisible();
    assertThat(page.locator(".verdict")).containsText("8 times fewer");
    page.locator("input[type=range]").first().focus();
    page.keyboard().press("ArrowRight");
    assertThat(operations.locator(".figure")).hasAttribute("data-value", "4718592"); // 96² · 512
    assertThat(page).hasURL(Pattern.compile(".*length=96.*"));
    page.reload();
    awaitReady(page);
    assertThat(operations.locator(".figure")).hasAttribute("data-value", "4718592");
  }

  @Test
  void whatTheLabMeasuredStandsBeside() {
    var page = open("#/layers");
    assertThat(page.locator("h3:has-text('Time, memory and gradient reach')")).isVisible();
    assertThat(page.locator("td:has-text('143.76')").first()).isVisible();
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/layers", ".page-layers h3");
  }
}
