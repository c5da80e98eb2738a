package dev.uvaha.studio.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(page.url()).contains("patch=4", "head=1");
    page.reload();
    awaitReady(page);
    assertThat(page.locator("text=Where the patch in row 2, column 1 looks")).isVisible();
  }

  @Test
  void aFileAndADrawingAreSeen() {
    var page = open("#/vision");
    page.waitForSelector(".answer:not(:empty)");
    var picture = PngFile.bytes(new DrawnShapes(30, Part.TEST, 3).picture(7));
    var shown = "() => document.querySelector('uv-bars').items.map(one => one.value).join()";
    var before = (String) page.evaluate(shown);
    page.locator("input[type=file]").setInputFiles(new FilePayload("a.png", "image/png", picture));
    page.waitForFunction("before => (" + shown + ")() !== before", before);
    var second = (String) page.evaluate(shown);
    var sheet = page.locator(".sheet canvas").boundingBox();
    page.mouse().move(sheet.x + 30, sheet.y + 30);
    page.mouse().down();
    page.mouse().move(sheet.x + 120, sheet.y + 90);
    page.mouse().up();
    page.waitForFunction("before => (" + shown + ")() !== before", second);
    var drawn = (String) page.evaluate(shown);
    page.reload();
    awaitReady(page);
    page.waitForFunction("before => (" + shown + ")() === before", drawn);
  }

  @Test
  void aDroppedPictureIsSeenAsAChosenFileIs() {
    var page = open("#/vision");
    page.waitForSelector(".answer:not(:empty)");
    var picture = PngFile.bytes(new DrawnShapes(30, Part.TEST, 3).picture(7));
    var shown = "() => document.querySelector('uv-bars').items.map(one => one.value).join()";
    var before = (String) page.evaluate(shown);
    page.locator("input[type=file]").setInputFiles(new FilePayload("a.png", "image/png", picture));
    page.waitForFunction("before => (" + shown + ")() !== before", before);
    var chosen = (String) page.evaluate(shown);
    page = open("#/vision");
    page.waitForSelector(".answer:not(:empty)");
    assertThat((String) page.evaluate(shown)).isEqualTo(before);
    for (var event : List.of("dragover", "drop"))
      assertThat((Boolean) page.evaluate(DRAGGED, List.of(event, base64(picture))))
          .as("%s is left to the browser, which would go to the file", event)
          .isFalse();
    page.waitForFunction("chosen => (" + shown + ")() === chosen", chosen);
    assertThat(page.url()).contains("own=1");
    assertThat(page.locator("fieldset").first().locator("[aria-pressed=true]")).hasCount(0);
    page.reload();
    awaitReady(page);
    page.waitForFunction("chosen => (" + shown + ")() === chosen", chosen);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsNoPictureIsSaidToBeNone() {
    var page = open("#/vision");
    page.waitForSelector(".answer:not(:empty)");
    var text = "no picture".getBytes(StandardCharsets.UTF_8);
    page.locator("input[type=file]").setInputFiles(new FilePayload("a.png", "image/png", text));
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
    assertThat(page.url()).contains("seed=2");
    assertThat(masked.getAttribute("src")).isNotEqualTo(before);
  }

  @Test
  void isFitForAll() {
    assertFitForAll("#/vision?kind=7&mode=head", "figure img[src^=data]");
  }
}
