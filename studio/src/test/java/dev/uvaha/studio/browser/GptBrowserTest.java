package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.Trace;
import dev.uvaha.language.TextModel;
import dev.uvaha.nn.Mode;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page "GPT", in the browser.
final class GptBrowserTest extends BrowserTest {
  private static final Path MODEL = Path.of("../hub/src/test/resources/fixtures/gpt2");
  private static final String PROMPT = "The cat sees the street";
  private static final String HASH = "#/gpt?prompt=The+cat+sees+the+street";
  private static final TextModel TEXT = TextModel.load(MODEL);

  /// Float32 through two ways of the same sums.
  private static final float TOLERANCE = 1e-5f;

  @Override
  StudioConfig config() {
    return StudioConfig.DEFAULT.withModel(MODEL);
  }

  private static Page ready(Page page) {
    page.waitForFunction("() => document.querySelector('#step-weights')?.data");
    page.waitForSelector(".lens td");
    awaitBlock(page);
    return page;
  }

  /// Until the last thing that another token or head brings is there.
  private static void awaitBlock(Page page) {
    page.waitForFunction(
        "() => document.querySelector('#step-result')?.data && !document.querySelector('[aria-busy]')");
  }

  private static List<AttentionMap> maps(int layer, List<String> tokens, int[] ids) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var trace = Trace.recording();
        TEXT.model()
            .forward(
                Tensors.indices(ids, 1, ids.length), new int[] {ids.length}, Mode.INFERENCE, trace);
        var weights = Objects.requireNonNull(trace.tensors().get("attentions." + layer));
        return AttentionMap.of(layer, weights, 0, tokens, tokens);
      }
    });
  }

  @Test
  void drawnNumbersAreThoseOfTheModel() {
    var ids = TEXT.tokenizer().encodeWhole(PROMPT);
    var tokens = Arrays.stream(ids).mapToObj(TEXT.tokenizer()::token).toList();
    for (var layer = 0; layer < 2; layer++)
      for (var map : maps(layer, tokens, ids)) {
        var page = ready(open(HASH + "&layer=%d&head=%d".formatted(layer, map.head())));
        assertClose(
            map, page.evaluate("() => [...document.querySelector('#step-weights').data.values]"));
        assertClose(
            map,
            page.evaluate(
                "() => { const { data, selected } = document.querySelector('uv-heads');"
                    + " const size = data.rows * data.columns;"
                    + " const first = (selected.layer * data.heads + selected.head) * size;"
                    + " return [...data.weights.subarray(first, first + size)]; }"));
      }
  }

  @Test
  void aHeadsWeightsAreThereBeforeTheRestOfItsLayer() {
    var page = ready(open(HASH + "&layer=0&head=0"));
    var held = new ArrayList<Route>();
    page.route("**/api/gpt/block", held::add);
    page.locator("uv-heads canvas").focus();
    page.keyboard().press("ArrowDown");
    page.waitForCondition(() -> !held.isEmpty());
    var ids = TEXT.tokenizer().encodeWhole(PROMPT);
    var tokens = Arrays.stream(ids).mapToObj(TEXT.tokenizer()::token).toList();
    assertClose(
        maps(1, tokens, ids).getFirst(),
        page.evaluate("() => [...document.querySelector('#step-weights').data.values]"));
    held.forEach(Route::resume);
    awaitBlock(page);
  }

  private static void assertClose(AttentionMap map, Object drawn) {
    var numbers = (List<?>) drawn;
    var columns = map.keys().size();
    assertThat(numbers).hasSize(columns * columns);
    for (var i = 0; i < numbers.size(); i++)
      assertThat(((Number) numbers.get(i)).floatValue())
          .as("layer %d, head %d, number %d", map.layer(), map.head(), i)
          .isCloseTo(map.weights()[i / columns][i % columns], within(TOLERANCE));
  }

  /// The page divides and cuts logits itself, so that sliders answer at once.
  @Test
  void slidersDoWhatTheSamplerDoes() {
    var page = ready(open(HASH));
    var drawn =
        (List<?>)
            page.evaluate(
                """
                async () => {
                  const { distribution } = await import('/pages/gpt-sampling.js');
                  const logits = Float32Array.of(2, 1, 0, -1, -Infinity);
                  const of = settings => [...distribution(logits, settings).probabilities];
                  return [of({ temperature: 0.5, topK: 0, topP: 1 }), of({ temperature: 1, topK: 2, topP: 1 }),
                    of({ temperature: 1, topK: 3, topP: 0.8 }), of({ temperature: 0, topK: 0, topP: 1 })];
                }
                """);
    var cold = Math.exp(4) + Math.exp(2) + 1 + Math.exp(-2);
    assertNumbers(
        drawn.get(0), Math.exp(4) / cold, Math.exp(2) / cold, 1 / cold, Math.exp(-2) / cold, 0);
    var two = Math.exp(2) + Math.exp(1);
    assertNumbers(drawn.get(1), Math.exp(2) / two, Math.exp(1) / two, 0, 0, 0);
    assertNumbers(drawn.get(2), Math.exp(2) / two, Math.exp(1) / two, 0, 0, 0); // 0.665 + 0.245
    assertNumbers(drawn.get(3), 1, 0, 0, 0, 0);
    page.getByLabel("Top-k").fill("1");
    assertThat(page.locator("uv-bars .uv-value").first()).containsText("→ 100%");
    assertThat(page).hasURL(Pattern.compile(".*k=1.*"));
  }

  private static void assertNumbers(Object found, double... expected) {
    var numbers = (List<?>) found;
    assertThat(numbers).hasSize(expected.length);
    for (var i = 0; i < expected.length; i++)
      assertThat(((Number) numbers.get(i)).doubleValue()).isCloseTo(expected[i], within(1e-12));
  }

  @Test
  void tokensAreSampledAndTakenBack() {
    var page = ready(open(HASH));
    var tokens = page.locator("uv-tokens button");
    var count = tokens.count();
    page.getByText("Sample a token").click();
    assertThat(tokens).hasCount(count + 1);
    awaitBlock(page); // until then another token is not taken
    page.locator("uv-bars button").first().click();
    assertThat(tokens).hasCount(count + 2);
    awaitBlock(page);
    page.getByText("Take back").click();
    assertThat(tokens).hasCount(count + 1);
    awaitBlock(page);
    page.getByText("Write on").click();
    assertThat(tokens.nth(count + 3)).isVisible(); // and more, until it is stopped
    page.getByText("Stop", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Write on")).isVisible();
  }

  @Test
  void aHeadThatIsOffChangesTheOutput() {
    var page = ready(open(HASH + "&layer=1&head=3"));
    var before = page.locator("uv-bars").textContent();
    page.getByText("Switch this head off").click();
    assertThat(page.locator(".effect")).containsText("Heads that are off: 1.");
    assertThat(page.getByText("Switch this head on")).isVisible();
    assertThat(page.locator("uv-bars").textContent()).isNotEqualTo(before);
    page.getByText("Switch all heads on").click();
    assertThat(page.locator(".effect")).isEmpty();
    assertThat(page.locator("uv-bars")).hasText(before);
  }

  @Test
  void theKeyboardChoosesAndSwitchesHeads() {
    var page = ready(open(HASH + "&layer=0&head=0"));
    page.locator("uv-heads canvas").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#block")).hasText("Block 2, head 2");
    page.keyboard().press("x");
    assertThat(page.locator(".effect")).containsText("off");
    assertThat(page).hasURL(Pattern.compile(".*off=1\\.1.*"));
    page.locator("uv-tokens button").first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator("section[aria-labelledby=block] .told")).containsText("looks at");
  }

  /// Before anything else can happen: nobody has to wait for it.
  @Test
  void anotherHeadOfALayerIsThereAtOnce() {
    var page = ready(open(HASH + "&layer=1&head=0"));
    var are =
        page.evaluate(
            """
            () => {
              const canvas = document.querySelector('uv-heads canvas');
              const drawn = () => document.querySelector('#step-weights').data.key;
              return ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'].map(key => {
                const before = drawn();
                canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                return drawn() !== before;
              });
            }
            """);
    assertThat(are).isEqualTo(Collections.nCopies(5, true));
  }

  @Test
  void theLensEndsWithWhatTheModelSays() {
    var page = ready(open(HASH));
    var likeliest = page.locator("uv-bars .uv-label").first().textContent();
    assertThat(page.locator(".lens tbody tr")).hasCount(3);
    assertThat(page.locator(".lens tbody tr").first().locator("td").last())
        .hasText(likeliest.replaceFirst("^␣(?=.)", ""));
  }

  @Test
  void theLensIsReadByTheKeyboard() {
    var page = ready(open(HASH));
    page.locator(".lens td[tabindex='0']").focus();
    var told = page.locator(".lens + .told");
    assertThat(told).containsText("After “The”, layer 2 says");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    assertThat(told).containsText("After “cat”, layer 1 says");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown"); // no further than the embedding
    assertThat(told).containsText("embedding says");
  }

  @Test
  void theLogitsStandBesideTheProbabilities() throws IOException {
    var page = ready(open(HASH));
    var download = page.waitForDownload(() -> page.getByText("Save as JSON").click());
    var logits =
        Files.readString(download.path()).replaceFirst("(?s).*\"logits\":(\\[[^\\]]*\\]).*", "$1");
    var greatest = page.evaluate("() => Math.max(...%s).toFixed(2)".formatted(logits));
    assertThat(page.locator("uv-bars .uv-value").first())
        .containsText(greatest.toString().replace('-', '−') + " → ");
    page.waitForFunction("() => document.querySelector('#step-normalised').data.columns > 1");
  }

  @Test
  void theViewIsSavedAsAPictureAndAsNumbers() throws IOException {
    var page = ready(open(HASH + "&layer=1&head=2"));
    var svg = page.waitForDownload(() -> page.getByText("Save as SVG").click());
    assertThat(svg.suggestedFilename()).isEqualTo("gpt-layer-2-head-3.svg");
    var picture = Files.readString(svg.path());
    assertThat(picture).startsWith("<svg ").contains("layer 2, head 3", "The cat sees the street");
    var captions = page.locator("figure.step figcaption strong").allTextContents();
    assertThat(captions)
        .hasSizeGreaterThan(15)
        .allSatisfy(caption -> assertThat(picture).contains(caption));
    svg.saveAs(Path.of("target/screenshots/gpt-export.svg"));
    var json = page.waitForDownload(() -> page.getByText("Save as JSON").click());
    assertThat(Files.readString(json.path())).contains("\"triangles\":[", "\"layer\":1");
  }

  @Test
  void whatIsTooLongIsSaid() {
    var page = ready(open(HASH));
    page.getByLabel("Prompt").fill("cat ".repeat(120));
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("shorten it");
    forgetErrors(); // of the refused request
  }

  @Test
  void aReloadStaysWhereItWas() {
    var page = ready(open(HASH + "&layer=0&head=4&token=2&off=0.1&temperature=0.5"));
    page.reload();
    ready(page);
    assertThat(page.locator("#block")).hasText("Block 1, head 5");
    assertThat(page.locator("uv-tokens button").nth(2)).hasAttribute("aria-pressed", "true");
    assertThat(page.locator(".effect")).containsText("off");
    assertThat(page.getByLabel("Temperature")).hasValue("0.5");
  }

  @Test
  void fitsAll() {
    assertFitForAll(HASH + "&token=3&off=0.2", ".lens td");
  }
}
