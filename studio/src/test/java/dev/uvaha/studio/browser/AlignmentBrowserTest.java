package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.translate.TinyRnnSearch;
import dev.uvaha.translation.Translator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RNNsearch beside the Transformer on the page "Translate", in the browser.
final class AlignmentBrowserTest extends BrowserTest {
  private static final String SENTENCE = "The cat is sleeping.";

  @TempDir private static Path runs = Path.of("");

  @Override
  StudioConfig config() {
    try {
      TinyRnnSearch.in(runs.resolve("rnnsearch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return StudioConfig.DEFAULT.withRuns(runs);
  }

  @Test
  void drawnNumbersAreThoseOfRnnSearch() {
    var page = open("#/translate?text=The+cat+is+sleeping.");
    assertThat(page.locator("section[aria-labelledby=alignment]")).containsText("RNNsearch");
    var expected =
        Translator.load(runs.resolve("rnnsearch"))
            .attention(SENTENCE, "uk", "Кіт спить.")
            .cross()
            .getLast();
    var drawn =
        (List<?>) page.evaluate("() => document.querySelector('#rnnsearch').data.values.flat()");
    var columns = expected.keys().size();
    assertThat(drawn).hasSize(expected.queries().size() * columns);
    for (var i = 0; i < drawn.size(); i++)
      assertThat(((Number) drawn.get(i)).floatValue())
          .isEqualTo(expected.weights()[i / columns][i % columns]);
    assertAccessible(page, "alignment");
    screenshot(page, "translate-alignment");
  }
}
