package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CalculatorBrowserTest extends BrowserTest {
  private static final String HASH = "#/calculator";
  private static final String NUMBERS =
      HASH + "?input=numbers&q=1+0&k=1+0%0A0+1&v=1%0A0"; // one query, two keys

  /// What an element holds is what is drawn.
  private static List<?> drawn(Page page, String step) {
    return (List<?>)
        page.evaluate(
            "step => [...document.querySelector(`[data-step=${step}] uv-matrix`).data.values.flat()]",
            step);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  @Test
  void weightsAreTheSoftmaxOfTheScores() {
    var page = open(NUMBERS);
    var weights = drawn(page, "weights");
    var first = 1 / (1 + Math.exp(-1 / Math.sqrt(2)));
    assertThat(number(weights.get(0))).isCloseTo(first, within(1e-6));
    assertThat(number(weights.get(1))).isCloseTo(1 - first, within(1e-6));
    assertThat(number(drawn(page, "output").getFirst())).isCloseTo(first, within(1e-6));
  }

  @Test
  void theMaskIsAStepOfItsOwn() {
    var page = open(NUMBERS.replace("q=1+0", "q=1+0%0A0+1"));
    assertThat(page.locator("[data-step=masked]")).hasCount(0);
    page.locator("button[data-value=causal]").click();
    page.waitForSelector("[data-step=masked]");
    var first = "() => document.querySelector('[data-step=%s] uv-matrix').data.values[0][1]";
    assertThat(page.evaluate(first.formatted("masked") + " === -Infinity")).isEqualTo(true);
    assertThat(number(page.evaluate(first.formatted("scores")))).isZero();
    assertThat(number(page.evaluate(first.formatted("weights")))).isZero();
  }

  @Test
  void additiveAttentionIsFollowedQueryByQuery() {
    var page = open(HASH + "?score=additive&words=the+cat+sees");
    var caption = page.locator("[data-step=compared] p.soft");
    assertThat(caption).containsText("“the”");
    page.locator("[data-step=weights] canvas").focus();
    page.keyboard().press("ArrowDown");
    assertThat(caption).containsText("“cat”");
    assertThat(drawn(page, "compared")).hasSize(12);
  }

  @Test
  void typingIsComputedAndKeptInTheAddress() {
    var page = open(NUMBERS);
    page.locator("#calculator-v").fill("0\n1");
    page.waitForFunction(
        "() => document.querySelector('[data-step=output] uv-matrix').data.values[0][0] < 0.5");
    assertThat(page).hasURL(Pattern.compile(".*v=0%0A1.*"));
    page.reload();
    awaitReady(page);
    assertThat(page.locator("#calculator-v")).hasValue("0\n1");
  }

  @Test
  void wrongInputIsSaid() {
    var page = open(NUMBERS);
    page.locator("#calculator-q").fill("1 x");
    assertThat(page.locator(".failure")).containsText("Q must be rows of numbers");
    page.locator("#calculator-q").fill("1 2 3");
    assertThat(page.locator(".failure")).containsText("Q has 3 columns, K has 2");
    forgetErrors(); // the browser logs the refused request
  }

  @Test
  void permutingChangesNothingUntilThereArePositions() {
    var page = open(HASH);
    Locator verdict = page.locator(".verdict");
    // By luck it would now and then swap the two "the", which nothing could notice.
    page.evaluate("() => (Math.random = () => 0)");
    page.getByText("Shuffle").click();
    assertThat(verdict).containsText("did not notice");
    page.getByText("Sinusoidal").click();
    assertThat(verdict).containsText("noticed: an output changed");
    page.getByText("As typed").click();
    assertThat(verdict).containsText("Permute the rows");
  }

  @Test
  void aCellIsReadByTheKeyboard() {
    var page = open(NUMBERS);
    page.locator("[data-step=weights] canvas").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("[data-step=weights] .uv-told")).containsText("q1 → k2: 0.330");
  }

  @Test
  void isFitForAll() {
    assertFitForAll(
        HASH + "?mask=causal&positions=sinusoidal&words=the+cat+sees+the+dog&order=1,0,2,3,4",
        "[data-step=output]");
  }
}
