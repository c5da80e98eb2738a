package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.uvaha.attention.AttentionMap;
import dev.uvaha.translation.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page "Translate", in the browser.
final class TranslateBrowserTest extends BrowserTest {
  private static final String TIRED = "The cat didn't cross the street because it was too tired.";
  private static final String MATRIX = "section[aria-labelledby=attention] uv-matrix";
  private static final Translator TRANSLATOR = Translator.embedded();

  @Test
  void drawnNumbersAreThoseOfTheTranslator() {
    var attention = TRANSLATOR.attention(TIRED, "uk");
    var page = open("#/translate");
    for (var kind : List.of("encoder", "decoder", "cross")) {
      var maps =
          switch (kind) {
            case "encoder" -> attention.encoder();
            case "decoder" -> attention.decoder();
            default -> attention.cross();
          };
      page.locator("button[data-value=" + kind + "]").click();
      for (var map : maps) {
        page.evaluate(
            "([layer, head]) => { location.hash = location.hash.replace(/[&?](layer|head)=\\d+/g, '')"
                + " + `&layer=${layer}&head=${head}` }",
            List.of(map.layer(), map.head()));
        page.waitForFunction(
            "([layer, head]) => { const { selected } = document.querySelector('uv-heads');"
                + " return selected.layer === layer && selected.head === head; }",
            List.of(map.layer(), map.head()));
        assertDrawn(page, map);
      }
    }
  }

  private static void assertDrawn(Page page, AttentionMap map) {
    var drawn =
        (List<?>)
            page.evaluate("() => document.querySelector('" + MATRIX + "').data.values.flat()");
    var columns = map.keys().size();
    assertThat(drawn).hasSize(map.queries().size() * columns);
    for (var i = 0; i < drawn.size(); i++)
      assertThat(((Number) drawn.get(i)).floatValue())
          .as("layer %d, head %d, number %d", map.layer(), map.head(), i)
          .isEqualTo(map.weights()[i / columns][i % columns]);
  }

  @ParameterizedTest
  @CsvSource({"tired, cat, втомлений", "wide, street, широка"})
  void oneClickShowsWhatItStandsFor(String example, String noun, String last) {
    var page = open("#/translate?text=I+am+learning+AI.");
    page.locator("button[data-example=" + example + "]").click();
    assertThat(page.locator(".translation")).containsText(last);
    assertThat(page.locator(".it")).containsText(noun);
    assertThat(page.locator(".told").first()).containsText(noun);
    assertThat(page.locator("uv-arcs .uv-from button[data-chosen]")).hasText("␣it");
    assertThat(page.locator("button[data-value=encoder]")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void aWordThatIsPointedAtTellsWhereItLooks() {
    var page = open("#/translate");
    var word = page.locator("uv-arcs .uv-from button").nth(1);
    word.hover();
    assertThat(page.locator(".told").first()).containsText("looks at");
    page.mouse().move(5, 5);
    assertThat(page.locator(".told").first()).isEmpty();
    word.click();
    assertThat(page.locator(".told").first()).containsText("looks at");
    assertThat(page).hasURL(Pattern.compile(".*word=1.*"));
  }

  @Test
  void theKeyboardGoesFromHeadToHeadAndFromWordToWord() {
    var page = open("#/translate");
    page.locator("uv-heads canvas").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("uv-heads .uv-told")).containsText("head 2");
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("h3")).hasText("Layer 1, head 2");
    page.locator("uv-arcs .uv-from button").first().focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*word=1.*"));
  }

  @Test
  void decodingGoesStepByStep() {
    var page = open("#/translate");
    var best = page.locator(".beam-tree g.best");
    var steps = TRANSLATOR.attention(TIRED, "uk").target().size();
    assertThat(best).hasCount(steps);
    var slider = page.getByRole(AriaRole.SLIDER);
    slider.focus();
    page.keyboard().press("Home");
    assertThat(page.locator(".beam-tree g.best:not(.later)")).hasCount(1);
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".beam-tree g.best:not(.later)")).hasCount(2);
    assertThat(page.locator("output")).hasText("Step 2 of " + steps);
    var kept = page.locator(".beam-tree g g").count();
    page.locator(".tick input").check();
    assertThat(page.locator(".beam-tree g.dropped").first()).isAttached();
    assertThat(page.locator(".beam-tree g g").count()).isGreaterThan(kept);
  }

  @Test
  void theBeamsTreeIsReadByTheKeyboard() {
    var page = open("#/translate?step=2");
    var told = page.locator(".tree + .told");
    page.locator(".beam-tree g[tabindex='0']").focus();
    var second = told.textContent();
    assertThat(second).isNotEmpty();
    page.keyboard().press("ArrowLeft");
    assertThat(told).not().hasText(second);
    page.keyboard().press("ArrowRight");
    assertThat(told).hasText(second);
    page.keyboard().press("ArrowDown");
    assertThat(told).not().hasText(second);
  }

  @Test
  void anythingThatTheModelKnowsIsTranslatedAndWhatItDoesNotIsNamed() {
    var page = open("#/translate");
    page.getByLabel("Sentence").fill("The catt is sleeping.");
    page.keyboard().press("Enter");
    assertThat(page.locator(".unknown")).containsText("catt");
    page.locator(".unknown button", new Page.LocatorOptions().setHasText("cat")).first().click();
    assertThat(page.locator(".translation")).hasText("Кіт спить.");
    assertThat(page.locator(".unknown")).hasCount(0);
  }

  @Test
  void whatCannotBeTranslatedIsSaid() {
    var page = open("#/translate");
    page.getByLabel("Sentence").fill("The cat is sleeping. I am learning AI.");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("give one");
    forgetErrors(); // of the refused request
  }

  @Test
  void aReloadStaysWhereItWas() {
    var page = open("#/translate?stack=encoder&layer=1&head=2&word=3&step=4");
    page.reload();
    awaitReady(page);
    assertThat(page.locator("h3")).hasText("Layer 2, head 3");
    assertThat(page.locator("output")).containsText("Step 4 of");
    assertThat(page.locator("uv-arcs .uv-from button[data-chosen]"))
        .hasAttribute("data-index", "3");
  }

  @Test
  void textIsNeverMarkup() {
    var page = open("#/translate?text=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E");
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page.locator(".translation")).isVisible();
  }

  @Test
  void theEmbeddedRnnSearchAlignsBesideIt() {
    var page = open("#/translate?text=The+cat+is+sleeping.");
    assertThat(page.locator("section[aria-labelledby=alignment]"))
        .containsText("rnnsearch-grammar");
    assertThat(page.locator("#rnnsearch")).isVisible();
  }

  @Test
  void oneVectorLosesWhatALongSentenceSays() {
    var page = open("#/translate?text=I+am+learning+AI.");
    assertThat(page.locator(".one-vector")).hasText("Я вивчаю ШІ.");
    assertThat(page.locator(".one-vector mark")).hasCount(0);
    page.locator("button[data-example=long]").click();
    assertThat(page.locator(".one-vector mark").first()).isVisible();
    var lost = page.locator(".one-vector mark").first().textContent();
    assertThat(page.locator(".translation")).not().containsText(lost);
  }

  @Test
  void whatComesLateDoesNotReplaceWhatIsShown() {
    var page = open("#/translate?text=The+cat+is+sleeping.");
    assertThat(page.locator(".translation")).hasText("Кіт спить.");
    var held = new ArrayList<Route>();
    page.route("**/api/translate/see", held::add);
    page.locator("form.ask input").fill("I am learning AI.");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> !held.isEmpty());
    page.goBack();
    assertThat(page.locator("form.ask input")).hasValue("The cat is sleeping.");
    held.forEach(Route::resume);
    page.waitForTimeout(1000);
    assertThat(page.locator(".translation")).hasText("Кіт спить.");
  }

  @Test
  void fitsAll() {
    assertFitForAll("#/translate?it=1", ".beam-tree");
  }
}
