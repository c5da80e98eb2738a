package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.Channels;
import dev.uvaha.images.Overlay;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.vision.ImageClassifier;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the embedded model, and one of Hugging Face's kind, of seven labels.
final class ClassifyImageCommandTest {
  private static final String VIT = "../hub/src/test/resources/fixtures/vit";

  @TempDir private Path folder = Path.of("");

  private String picture(int number) {
    var file = folder.resolve(number + ".png");
    PngFile.write(file, new DrawnShapes(10, Part.TEST, 5).picture(number));
    return file.toString();
  }

  @Test
  void filesThatCannotBeUsedAreALineEachAndTheOthersAreAnswered() throws IOException {
    var good = picture(1);
    var whole = Files.readAllBytes(Path.of(good));
    var half = Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, 99)).toString();
    var text = Files.writeString(folder.resolve("text.png"), "no picture").toString();
    var missing = folder.resolve("missing.png").toString();
    var recorded = new RecordedConsole();
    var exit = recorded.run("classify-image", "--model", VIT, "--json", text, half, missing, good);
    assertThat(exit).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes())
        .hasLineCount(3)
        .contains("text.png: is no picture", "half.png: is a damaged", "there is no such file");
    assertThat(recorded.out()).hasLineCount(1).contains("1.png", "\"probability\"");
  }

  /// A row for each layer, the picture and a panel for each head in it; or the picture and one map.
  @Test
  void attentionIsDrawn() throws IOException {
    var classifier = ImageClassifier.load(Path.of(VIT));
    var file = picture(2);
    var seen = classifier.seen(classifier.read(Path.of(file)));
    var looked = classifier.attention(seen);
    var heads = drawn(file);
    assertThat(heads.getWidth()).isEqualTo(place(1 + looked.layers().getFirst().size()));
    assertThat(heads.getHeight()).isEqualTo(place(looked.layers().size()));
    var rollout = drawn(file, "--rollout");
    assertThat(rollout.getWidth()).isLessThan(heads.getWidth());
    assertThat(rollout.getHeight()).isLessThan(heads.getHeight());
    var panel = new PictureReader(Channels.RGB).read("panel", png(heads, 0, 0));
    assertThat(new PictureReader(Channels.RGB).read("panel", png(heads, 1, 1)))
        .isEqualTo(Overlay.DEFAULT.of(panel, looked.head(1, 0)))
        .isNotEqualTo(Overlay.DEFAULT.of(panel, looked.head(0, 0)));
  }

  private BufferedImage drawn(String file, String... more) throws IOException {
    var out = folder.resolve("attention" + more.length + ".png");
    var arguments = new ArrayList<>(List.of("classify-image", "--model", VIT));
    arguments.addAll(List.of("--attention", out.toString(), file));
    arguments.addAll(List.of(more));
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments.toArray(String[]::new))).as(recorded.notes()).isZero();
    assertThat(recorded.out()).hasLineCount(3).contains("%");
    return ImageIO.read(out.toFile());
  }

  /// Where a panel begins: each is 224 pixels, with a gap of 2 before it.
  private static int place(int panel) {
    return panel * 226 + 2;
  }

  private static byte[] png(BufferedImage sheet, int row, int column) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(sheet.getSubimage(place(column), place(row), 224, 224), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void positionsAreDrawnWithoutAPicture() throws IOException {
    var out = folder.resolve("positions.png");
    var recorded = new RecordedConsole();
    var exit = recorded.run("classify-image", "--model", VIT, "--positions", out.toString());
    assertThat(exit).as(recorded.notes()).isZero();
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.notes()).isEqualTo("uvaha: wrote " + out + "\n");
    var maps = ImageClassifier.load(Path.of(VIT)).positionSimilarity();
    var rows = maps.getFirst().rows();
    assertThat(maps).hasSize(rows.length * rows[0].length);
    var scale = 56 / rows.length;
    var drawn = ImageIO.read(out.toFile());
    assertThat(drawn.getHeight()).isEqualTo(rows.length * (rows.length * scale + 2) + 2);
    assertThat(drawn.getWidth()).isEqualTo(rows[0].length * (rows[0].length * scale + 2) + 2);
    // The first patch is most like itself: the last colour of the map is in its own corner.
    assertThat(drawn.getRGB(2, 2) & 0xffffff).isEqualTo(0xfde725);
  }

  @Test
  void aDrawnShapeIsToldByTheEmbeddedModel() {
    var drawn = folder.resolve("drawn.png");
    var right = 0;
    for (var seed = 0; seed < 20; seed++) {
      var recorded = new RecordedConsole();
      var exit =
          recorded.run(
              "classify-image", "--draw", drawn.toString(), "--seed", "" + seed, "--top", "1");
      assertThat(exit).as(recorded.notes()).isZero();
      var kind = recorded.out().strip().replaceAll(".*% +", "");
      if (recorded.notes().contains("of class " + kind + " to")) right++;
    }
    assertThat(right).isGreaterThanOrEqualTo(17); // of 20; a guess gets 2
  }

  @Test
  void withoutAPictureItSaysHowToGetOne() {
    var recorded = new RecordedConsole();
    assertThat(recorded.run("classify-image")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).hasLineCount(1).contains("--draw shape.png");
  }
}
