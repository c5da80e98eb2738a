package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.vision.ImageClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  @Test
  void attentionIsDrawn() {
    var out = folder.resolve("attention.png");
    for (var more : new String[][] {{}, {"--rollout"}}) {
      var recorded = new RecordedConsole();
      var arguments =
          new String[] {
            "classify-image", "--model", VIT, "--attention", out.toString(), picture(2)
          };
      var all = Arrays.copyOf(arguments, arguments.length + more.length);
      System.arraycopy(more, 0, all, arguments.length, more.length);
      assertThat(recorded.run(all)).as(recorded.notes()).isZero();
      assertThat(recorded.out()).hasLineCount(3).contains("%");
      assertThat(out).isNotEmptyFile();
    }
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
      if (recorded.notes().contains("drew a " + kind + " to")) right++;
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
