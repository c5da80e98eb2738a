package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextModel;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page "Chat", in the browser.
final class ChatBrowserTest extends BrowserTest {
  private static final Path MODEL = Path.of("../hub/src/test/resources/fixtures/gpt2");
  private static final String HASH = "#/chat?temperature=0&most=7";

  @TempDir static Path runs;

  @Override
  StudioConfig config() {
    try {
      TinyRuns.gpt(runs.resolve("small"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return StudioConfig.DEFAULT.withModel(MODEL).withRuns(runs);
  }

  private static Locator say(Page page, String text) {
    page.locator("textarea").fill(text);
    page.keyboard().press("Enter");
    var send = page.getByText("Send");
    assertThat(send).isEnabled();
    return page.locator(".assistant .written");
  }

  @Test
  void itWritesWhatTheModelWrites() {
    var page = open(HASH);
    var written = say(page, "The cat");
    var expected =
        TextModel.load(MODEL)
            .generator()
            .generate("The cat", GenerationOptions.DEFAULT.withMaximumTokens(7));
    assertThat(written).hasCount(expected.tokens().size());
    assertThat(page.locator(".assistant p").textContent()).isEqualTo(expected.text());
  }

  @Test
  void anotherChoiceLetsItGoOnFromThere() {
    var page = open(HASH);
    var written = say(page, "The cat");
    var before = written.nth(1).textContent();
    written.nth(1).hover();
    var instead = page.locator(".instead uv-bars button");
    assertThat(instead).hasCount(8);
    assertThat(instead.first()).hasAttribute("aria-pressed", "true");
    var first = written.first().textContent();
    instead.nth(2).click();
    assertThat(written).hasCount(9); // two that are given, and seven more
    assertThat(written.first().textContent()).isEqualTo(first);
    assertThat(written.nth(1).textContent()).isNotEqualTo(before);
  }

  @Test
  void theKeyboardGoesFromTokenToToken() {
    var page = open(HASH);
    var written = say(page, "The cat");
    written.first().focus();
    page.keyboard().press("ArrowRight");
    assertThat(written.nth(1)).isFocused();
    assertThat(page.locator(".instead")).isVisible();
    page.locator(".instead uv-bars button").nth(1).focus();
    page.keyboard().press("Enter");
    assertThat(written).hasCount(9);
  }

  @Test
  void aDamagedModelDoesNotHideTheOthers() throws IOException {
    var damaged = TinyRuns.gpt(runs.resolve("damaged"));
    Files.writeString(damaged.resolve("model.safetensors"), "cut");
    var page = open("#/chat?model=damaged");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("damaged");
    page.locator("#language").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Причина англійською");
    page.locator("main select").selectOption("small");
    assertThat(page.locator("textarea")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  void itStopsWhenToldTo() {
    var page = open(HASH);
    page.locator("textarea").fill("The cat");
    // At once and within the page, as this model writes all before another process can click.
    page.evaluate(
        """
        () => {
          document.querySelector('form').requestSubmit();
          [...document.querySelectorAll('button')].find(one => one.textContent === 'Stop').click();
        }
        """);
    assertThat(page.locator("[role=status].soft")).hasText("Stopped.");
    assertThat(page.locator(".assistant .written")).hasCount(0);
    assertThat(say(page, "The cat")).hasCount(7);
  }

  @Test
  void itBeginsAnew() {
    var page = open(HASH);
    say(page, "The cat");
    page.getByText("Begin anew").click();
    assertThat(page.locator(".turns li")).hasCount(0);
    assertThat(page.locator("textarea")).isFocused();
  }

  @Test
  void aReloadAndTheOtherLanguageKeepIt() {
    var page = open(HASH);
    var text = say(page, "The cat").allTextContents();
    page.reload();
    awaitReady(page);
    assertThat(page.locator(".assistant .written")).hasCount(text.size());
    page.locator("#language").click();
    assertThat(page.locator("html")).hasAttribute("lang", "uk");
    awaitReady(page); // it is mounted anew
    assertThat(page.locator(".assistant .written")).hasCount(text.size());
    assertThat(page.locator(".assistant .written").allTextContents()).isEqualTo(text);
  }

  @Test
  void anotherModelIsAnotherConversation() {
    var page = open(HASH);
    say(page, "The cat");
    page.locator("main select").selectOption("small");
    assertThat(page.getByText("Model: small")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*model=small.*"));
    assertThat(page.locator(".turns li")).hasCount(0);
    assertThat(say(page, "the cat")).hasCount(7);
    page.goBack();
    assertThat(page.getByText("Model: gpt2")).isVisible();
    assertThat(page.locator(".turns li")).hasCount(2); // it is kept
  }

  @Test
  void aModelThatIsNotThereIsToldAndAnotherCanBeChosen() {
    var page = open("#/chat?model=gone");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("there is no language model 'gone'");
    page.locator("main select").selectOption("small");
    assertThat(page.getByText("Model: small")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  void textIsNeverMarkup() {
    var page = open(HASH);
    say(page, "<img src=x onerror=alert(1)>");
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page.locator(".user p")).hasText("<img src=x onerror=alert(1)>");
  }

  @Test
  void fitsAll() {
    assertFitForAll(HASH, "textarea");
    var page = open(HASH);
    say(page, "The cat sees").first().hover();
    page.waitForSelector(".instead uv-bars button");
    screenshot(page, "chat-answer");
    assertAccessible(page, "chat with an answer");
  }
}
