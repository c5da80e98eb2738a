package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each page's main act in Ukrainian, on a phone, by the keyboard alone.
final class ActsBrowserTest extends BrowserTest {
  private static final Path MODEL = Path.of("../hub/src/test/resources/fixtures/gpt2");

  /// Of the Tab key, on a page.
  private static final int MOST_STOPS = 300;

  @TempDir static Path runs;

  @Override
  StudioConfig config() {
    try {
      TinyRuns.gpt(runs.resolve("tiny"));
      TinyRuns.vit(runs.resolve("vit"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return StudioConfig.DEFAULT.withModel(MODEL).withRuns(runs);
  }

  private Page opened(String hash) {
    return open(hash, Screen.PHONE, "uk", ColorScheme.DARK);
  }

  /// Goes to an element by the Tab key.
  private static void reach(Locator element) {
    for (var i = 0; i < MOST_STOPS; i++) {
      if ((Boolean) element.evaluate("one => one === document.activeElement")) return;
      element.page().keyboard().press("Tab");
    }
    assertThat(element).isFocused();
  }

  private static void press(Locator element, String key) {
    reach(element);
    element.page().keyboard().press(key);
  }

  /// Instead of what stands there.
  private static void write(Locator field, String text) {
    press(field, "ControlOrMeta+a");
    field.page().keyboard().type(text);
  }

  @Test
  void lecture() {
    var page = opened("#/lecture");
    press(page.locator("[data-slide=masked] .live"), "Enter");
    page.waitForSelector("body[data-ready=calculator]");
  }

  @Test
  void calculator() {
    var page = opened("#/calculator");
    write(page.locator("#calculator-words"), "пес бачить кота");
    page.waitForFunction(
        "() => document.querySelector('[data-step=weights] uv-matrix').data.rowLabels.at(-1) === 'кота'");
    press(page.locator("[data-step=weights] canvas"), "ArrowRight");
    assertThat(page.locator("[data-step=weights] .uv-told"))
        .hasText(Pattern.compile("пес → пес: 0,\\d{3}"));
  }

  @Test
  void translate() {
    var page = opened("#/translate");
    write(page.locator("form textarea, form input[type=text]").first(), "The cat is sleeping.");
    page.keyboard().press("Enter");
    assertThat(page.locator(".translation")).hasText("Кіт спить.");
  }

  @Test
  void gpt() {
    var page = opened("#/gpt");
    write(page.locator("form textarea"), "The cat sees");
    page.keyboard().press("Enter");
    page.waitForFunction("() => document.querySelector('#step-weights')?.data?.rows < 8");
    press(page.locator("uv-bars button").first(), "Enter");
    page.waitForFunction("() => location.hash.includes('added=')");
  }

  @Test
  void anotherModelOfGpt() {
    var page = opened("#/gpt?prompt=the+cat&off=0.1");
    var models = page.locator("main select").first();
    press(models, "End");
    page.waitForFunction(
        "() => location.hash.includes('model=tiny') && !location.hash.includes('off=')");
    assertThat(page.locator("form p.soft").last()).containsText("tiny:");
    page.waitForFunction("() => document.querySelector('#step-weights')?.data");
    assertThat(models).isFocused();
    page.reload();
    awaitReady(page);
    assertThat(page.locator("form p.soft").last()).containsText("tiny:");
    page.goBack();
    assertThat(page.locator("form p.soft").last()).containsText("gpt2:");
  }

  @Test
  void toy() {
    var page = opened("#/toy");
    press(page.locator(".page-toy button.primary"), "Enter");
    page.waitForFunction("() => Number(document.querySelector('.facts').dataset.step) >= 1");
  }

  @Test
  void positions() {
    var page = opened("#/positions");
    press(page.locator("fieldset").first().locator("button[data-value=rotary]"), "Enter");
    page.waitForFunction("() => document.querySelector('uv-matrix').data.columns === 128");
  }

  @Test
  void layers() {
    var page = opened("#/layers?length=64&width=512");
    press(page.locator("input[type=range]").first(), "ArrowRight");
    assertThat(page.locator("tbody .figure").first()).hasAttribute("data-value", "4718592");
  }

  @Test
  void vision() {
    var page = opened("#/vision?kind=3");
    page.waitForSelector(".answer:not(:empty)");
    press(page.locator("button[data-value=head]"), "Enter");
    press(page.locator("uv-matrix canvas"), "ArrowDown");
    page.keyboard().press("Enter");
    page.waitForFunction("() => location.hash.includes('patch=')");
  }

  @Test
  void chat() {
    var page = opened("#/chat?temperature=0&most=7");
    write(page.locator("textarea"), "The cat");
    page.keyboard().press("Enter");
    assertThat(page.locator(".assistant .written")).hasCount(7);
  }

  @Test
  void runs() {
    var page = opened("#/runs?runs=tiny");
    press(page.locator("input[data-run=vit]"), "Space");
    page.waitForFunction("() => document.querySelector('uv-plot').data.lines.length === 2");
  }
}
