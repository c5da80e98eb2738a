package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The frame round all pages.
final class FrameBrowserTest extends BrowserTest {
  @Test
  void languageAndThemeAreRemembered() {
    var page = open("#/lecture");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    page.locator("#language").click();
    assertThat(page.locator("html")).hasAttribute("lang", "uk");
    assertThat(page.locator("#brand")).hasText("Студія «Увага»");
    page.locator("#theme").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.reload();
    awaitReady(page);
    assertThat(page.locator("html")).hasAttribute("lang", "uk");
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
  }

  @Test
  void theKeyboardIsEnough() {
    var page = open("#/lecture");
    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    var second = page.locator("#pages a").nth(1);
    second.focus();
    page.keyboard().press("Enter");
    assertThat(second).hasAttribute("aria-current", "page");
    page.goBack();
    assertThat(page.locator("#pages a").first()).hasAttribute("aria-current", "page");
  }

  @Test
  void aFailureIsToldInThePagesLanguage() {
    var hash = "#/translate?text=" + "a".repeat(3000);
    var page = open(hash, Screen.DESKTOP, "uk", ColorScheme.LIGHT);
    assertThat(page.locator(".failure").first()).containsText("Так не вийде.");
    page = open(hash);
    assertThat(page.locator(".failure").first()).containsText("the text has 3,000 characters");
    forgetErrors(); // that it was refused, the browser says too
  }

  @Test
  void anUnknownPageIsTheFirst() {
    var page = open("#/none");
    assertThat(page).hasURL(Pattern.compile(".*#/lecture$"));
  }

  @Test
  void itIsPaintedBeforeItsScriptIsThere() {
    var page = open("#/lecture");
    var held = new ArrayList<Route>();
    page.route("**/app.js", held::add);
    page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.waitForFunction(
        "() => performance.getEntriesByName('first-contentful-paint').length === 1");
    page.waitForCondition(() -> !held.isEmpty());
    assertThat(page.locator("#pages a")).hasCount(0); // which are the script's
    held.forEach(Route::resume);
    awaitReady(page);
  }
}
