package dev.uvaha.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.uvaha.studio.Studio;
import dev.uvaha.studio.StudioConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Studio in Chromium: what tests of its pages stand on. An error on the browser's console fails
/// the test, wherever it comes from.
///
/// Without Chromium these tests are skipped, unless `UVAHA_BROWSER` is `required`.
@Tag("browser")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
  enum Screen {
    DESKTOP(1280, 800),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /// Milliseconds for whatever a page does, on a machine that is busy with other things.
  private static final int PATIENCE = 120_000;

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final List<Path> CHROMIUMS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private final List<String> errors = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;
  private Studio studio;

  /// What the test's Studio shows; any free port is taken.
  StudioConfig config() {
    return StudioConfig.DEFAULT;
  }

  @BeforeAll
  void start() {
    var chromium = CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
    var required = "required".equals(System.getenv("UVAHA_BROWSER"));
    assumeTrue(required || chromium.isPresent(), "no chromium here: apt-get install chromium");
    assertThat(chromium).as("chromium, since UVAHA_BROWSER=required").isPresent();
    studio = Studio.start(config().withPort(0));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setTimeout(PATIENCE)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  @AfterAll
  void end() {
    if (browser != null) browser.close();
    if (playwright != null) playwright.close();
    if (studio != null) studio.close();
  }

  @AfterEach
  void noErrorInTheConsole() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    var seen = List.copyOf(errors);
    errors.clear();
    assertThat(seen).as("errors in the browser's console").isEmpty();
  }

  /// Where Studio is, without a slash behind.
  String address() {
    return studio.address().replaceFirst("/$", "");
  }

  /// Errors that the test brought about itself are not held against it.
  void forgetErrors() {
    errors.clear();
  }

  /// A page on a desktop, in English, light; it is waited for.
  ///
  /// @param hash `#/ID?name=value`
  Page open(String hash) {
    return open(hash, Screen.DESKTOP, "en", ColorScheme.LIGHT);
  }

  Page open(String hash, Screen screen, String language, ColorScheme theme) {
    var context =
        browser.newContext(
            new NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setLocale(language)
                .setColorScheme(theme)
                .setAcceptDownloads(true));
    contexts.add(context);
    context.setDefaultTimeout(PATIENCE);
    var page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) errors.add(message.text() + " " + message.location());
    });
    page.onPageError(errors::add);
    page.navigate(address() + "/" + hash);
    awaitReady(page);
    return page;
  }

  /// Until a page is mounted.
  static void awaitReady(Page page) {
    page.waitForSelector("body[data-ready]");
  }

  /// What every page must be: without a finding of axe in both themes, not wider than the screen,
  /// in both languages, on a desktop and a phone. Leaves screenshots.
  ///
  /// @param shown is waited for before looking: a selector of what the page shows in the end
  void assertFitForAll(String hash, String shown) {
    var id = hash.replaceFirst("^#/([\\w-]+).*", "$1");
    for (var screen : Screen.values())
      for (var language : List.of("en", "uk")) {
        var page = open(hash, screen, language, ColorScheme.LIGHT);
        page.waitForSelector(shown);
        page.waitForFunction("() => document.fonts.status === 'loaded'");
        var name = "%s-%s-%s".formatted(id, screen.name().toLowerCase(Locale.ROOT), language);
        screenshot(page, name);
        var wider =
            page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as("%s: pixels wider than the screen", name).isEqualTo(0);
        assertAccessible(page, name);
        if (language.equals("en")) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
          page.waitForSelector("html[data-theme=dark]");
          screenshot(page, name + "-dark");
          assertAccessible(page, name + ", dark");
        }
      }
  }

  /// Under `target/screenshots`, the whole page.
  static void screenshot(Page page, String name) {
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  static void assertAccessible(Page page, String name) {
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(one => one.finished))");
    var findings =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .map(rule ->
                    "%s: %s"
                        .formatted(
                            rule.getId(),
                            rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList()))
                .toList();
    assertThat(findings).as("%s: findings of axe", name).isEmpty();
  }
}
