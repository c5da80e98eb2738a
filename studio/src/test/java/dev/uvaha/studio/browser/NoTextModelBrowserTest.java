package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.uvaha.studio.StudioConfig;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of language models where there is none.
final class NoTextModelBrowserTest extends BrowserTest {
  @Override
  StudioConfig config() {
    return StudioConfig.DEFAULT.withRuns(Path.of("target/no-runs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "chat"})
  void saysHowToGetOne(String id) {
    var page = open("#/" + id);
    assertThat(page.locator("main")).containsText("./uvaha train jdk-prose");
    assertThat(page.locator("main")).containsText("./uvaha studio --model");
    assertAccessible(page, id + " without a model");
  }
}
