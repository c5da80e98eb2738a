package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.lab.toy.ToyTraining;
import dev.uvaha.lab.toy.ToyTraining.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The toy lab.
final class ToyBrowserTest extends BrowserTest {
  private static int step(Page page) {
    return ((Number) page.evaluate("() => Number(document.querySelector('.facts').dataset.step)"))
        .intValue();
  }

  private static void awaitStep(Page page, int least) {
    page.waitForFunction(
        "least => Number(document.querySelector('.facts').dataset.step) >= least", least);
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
  void anotherTaskBeginsAnew() {
    var page = open("#/toy");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, 1);
    assertThat(target(page)).isEqualTo(target(Pairing.BY_KIND));
    page.locator("button[data-value='2']").click();
    page.waitForFunction(
        "() => document.querySelectorAll('uv-plot')[0].data.lines.at(-1).name.startsWith('task 1')");
    assertThat(page.locator(".page-toy")).containsText("In task 2 the two leftmost shapes");
    assertThat(target(page)).isEqualTo(target(Pairing.BY_SIDE));
    assertThat(page).hasURL(Pattern.compile(".*task=2.*"));
  }

  /// What is wanted of the sequence that is looked at.
  private static List<Float> target(Page page) {
    var points =
        (List<?>)
            page.evaluate(
                "() => document.querySelectorAll('uv-plot')[1].data.lines[1].points.map(one => one[1])");
    return points.stream().map(one -> ((Number) one).floatValue()).toList();
  }

  private static List<Float> target(Pairing pairing) {
    try (var training = ToyTraining.begin(new Setting(pairing, Kind.ATTENTION, 2e-3, 1))) {
      var floats = new ArrayList<Float>();
      for (var one : training.example(0).sequence().target()) floats.add(one);
      return floats;
    }
  }

  @Test
  void anotherNetworkBeginsAnewAndConvolutionsDoNotAttend() {
    var page = open("#/toy");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    awaitStep(page, 1);
    page.locator("button[data-value=convolutions]").click();
    assertThat(page.locator("text=This network has no attention")).isVisible();
    assertThat(page.locator("section.attention")).isHidden();
    assertThat(page).hasURL(Pattern.compile(".*network=convolutions.*"));
    page.reload();
    awaitReady(page);
    assertThat(page.locator("button[data-value=convolutions]"))
        .hasAttribute("aria-pressed", "true");
  }

  /// The event is Java's, which `ToyPageTest` sees; to bring it about takes a minute.
  @ParameterizedTest
  @CsvSource({
    "en, rested for more than a minute, Train",
    "uk, стояло на паузі понад хвилину, Навчати"
  })
  void aTrainingThatGaveWaySaysSo(String language, String told, String begin) {
    var page = open("#/toy", Screen.DESKTOP, language, ColorScheme.LIGHT);
    page.route(
        "**/api/toy/train",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("data: {\"error\":{\"message\":\"-\",\"code\":\"gave_way\"}}\n\n")));
    page.locator("button.primary").click();
    assertThat(page.locator(".failure")).containsText(told);
    assertThat(page.locator("button.primary")).hasText(begin);
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
