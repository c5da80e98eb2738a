package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vision.
final class VisionBrowserTest extends BrowserTest {
  /// A file dragged over the page, or dropped there, by the name of the event.
  private static final String DRAGGED =
      """
      ([event, base64]) => {
        const bytes = Uint8Array.from(atob(base64), one => one.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'a.png', { type: 'image/png' }));
        const dragged = new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true });
        return document.querySelector('.page-vision h1').dispatchEvent(dragged);
      }
      """;

  /// The probabilities that are shown.
  private static final String SHOWN =
      "() => document.querySelector('uv-bars').items.map(one => one.value).join()";

  private static final byte[] PICTURE = PngFile.bytes(new DrawnShapes(30, Part.TEST, 3).picture(7));

  @TempDir static Path runs;

  @Override
  StudioConfig config() {
    try {
      TinyRuns.vit(runs.resolve("vit"));
      TinyRuns.mae(runs.resolve("mae"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return StudioConfig.DEFAULT.withModel(runs.resolve("vit")).withRuns(runs);
  }

  @Test
  void aShapeIsSeenAndLookedInto() {
    var page = open("#/vision?kind=3");
    page.waitForSelector(".answer:not(:empty)");
    assertThat(page.locator("uv-bars li")).hasCount(10);
    page.locator("button[data-value=head]").click();
    assertThat(page.locator("text=What the class token looks at in layer 2, head 1.")).isVisible();
    page.locator("uv-heads canvas").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("text=layer 2, head 2.")).isVisible();
    page.locator("uv-matrix canvas").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("text=Where the patch in row 2, column 1 looks")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*head=1.*patch=4.*"));
    page.reload();
    awaitReady(page);
    assertThat(page.locator("text=Where the patch in row 2, column 1 looks")).isVisible();
  }

  /// With its first answer.
  private Page opened() {
    var page = open("#/vision");
    page.waitForSelector(".answer:not(:empty)");
    return page;
  }

  private static void choose(Page page, byte[] file) {
    page.locator("input[type=file]").setInputFiles(new FilePayload("a.png", "image/png", file));
  }

  private static String shown(Page page) {
    return (String) page.evaluate(SHOWN);
  }

  /// What comes instead of what is shown.
  private static String shownAfter(Page page, String before) {
    page.waitForFunction("before => (" + SHOWN + ")() !== before", before);
    return shown(page);
  }

  private static void awaitShown(Page page, String expected) {
    page.waitForFunction("expected => (" + SHOWN + ")() === expected", expected);
  }

  @Test
  void aFileAndADrawingAreSeen() {
    var page = opened();
    var first = shown(page);
    choose(page, PICTURE);
    var second = shownAfter(page, first);
    var sheet = page.locator(".sheet canvas").boundingBox();
    page.mouse().move(sheet.x + 30, sheet.y + 30);
    page.mouse().down();
    page.mouse().move(sheet.x + 120, sheet.y + 90);
    page.mouse().up();
    var drawn = shownAfter(page, second);
    page.reload();
    awaitReady(page);
    awaitShown(page, drawn);
  }

  @Test
  void aDroppedPictureIsSeenAsAChosenFileIs() {
    var page = opened();
    var before = shown(page);
    choose(page, PICTURE);
    var chosen = shownAfter(page, before);
    page = opened();
    assertThat(shown(page)).isEqualTo(before);
    for (var event : List.of("dragover", "drop"))
      assertThat((Boolean) page.evaluate(DRAGGED, List.of(event, base64(PICTURE))))
          .as("%s is left to the browser, which would go to the file", event)
          .isFalse();
    awaitShown(page, chosen);
    assertThat(page).hasURL(Pattern.compile(".*own=1.*"));
    assertThat(page.locator("fieldset").first().locator("[aria-pressed=true]")).hasCount(0);
    page.reload();
    awaitReady(page);
    awaitShown(page, chosen);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsNoPictureIsSaidToBeNone() {
    var page = opened();
    choose(page, "no picture".getBytes(StandardCharsets.UTF_8));
    assertThat(page.locator(".failure").first()).containsText("is no picture");
    forgetErrors(); // the browser tells of the refusal
  }

  @Test
  void aPictureIsCompleted() {
    var page = open("#/vision");
    page.waitForFunction("() => document.querySelectorAll('figure img[src^=data]').length === 3");
    var masked = page.locator("figure img").nth(1);
    var before = masked.getAttribute("src");
    page.locator("button:has-text('Hide others')").click();
    page.waitForFunction(
        "before => document.querySelectorAll('figure img')[1].src !== before", before);
    assertThat(page).hasURL(Pattern.compile(".*seed=2.*"));
    assertThat(masked.getAttribute("src")).isNotEqualTo(before);
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/vision?kind=7&mode=head", "figure img[src^=data]");
  }
}
