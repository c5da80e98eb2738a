package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LectureBrowserTest extends BrowserTest {
  @Test
  void aStopOpensItsPageInTheRightStateAndIsComeBackTo() {
    var page = open("#/lecture");
    page.locator("[data-slide=masked] .live").click();
    page.waitForSelector("body[data-ready=calculator]");
    assertThat(page).hasURL(Pattern.compile(".*#/calculator\\?.*mask=causal.*"));
    page.goBack();
    page.waitForSelector("body[data-ready=lecture]");
    var chosen = page.locator("[data-slide=masked]");
    assertThat(chosen).hasAttribute("data-chosen", "");
    page.reload();
    awaitReady(page);
    assertThat(chosen).hasAttribute("data-chosen", "");
    assertThat(chosen).isInViewport();
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/lecture", "[data-slide=vit-training] .classes");
  }
}
