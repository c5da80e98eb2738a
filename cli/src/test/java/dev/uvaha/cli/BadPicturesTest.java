package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.Picture;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that cannot be used, and unusual ones that can, as the commands meet them.
final class BadPicturesTest {
  private static final String VIT = "../hub/src/test/resources/fixtures/vit";
  private static final Picture SHAPE = new DrawnShapes(10, Part.TEST, 5).picture(1);

  @TempDir private Path folder = Path.of("");

  /// Files by their names, and what is said of each.
  private static Map<String, byte[]> bad() throws IOException {
    var png = PngFile.bytes(SHAPE);
    var jpeg = jpeg(new IIOImage(image(), null, null));
    var files = new LinkedHashMap<String, byte[]>();
    files.put("huge.png", withoutPixels(30_000, 30_000));
    files.put("moving.gif", animatedGif());
    files.put(
        "moving.png",
        inserted(png, 33, HexFormat.of().parseHex("000000086163544c00000002000000009a4b6bd1")));
    files.put("half.png", Arrays.copyOf(png, png.length / 2));
    files.put("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    return files;
  }

  private static String problem(String name) {
    return switch (name) {
      case "huge.png" -> "has 30,000 x 30,000 pixels, more than the limit of 64,000,000";
      case "moving.gif", "moving.png" -> "is animated; give one frame";
      default -> "cut off";
    };
  }

  private static BufferedImage image() {
    var image = new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_INT_RGB);
    for (var y = 0; y < SHAPE.height(); y++)
      for (var x = 0; x < SHAPE.width(); x++) image.setRGB(x, y, 0x101010 * ((x + y) % 15));
    return image;
  }

  private static byte[] jpeg(IIOImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(image);
    }
    return bytes.toByteArray();
  }

  /// A PNG that has zeros after its header.
  private static byte[] withoutPixels(int width, int height) {
    var header =
        ByteBuffer.allocate(17)
            .put(new byte[] {'I', 'H', 'D', 'R'})
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0});
    var sum = new CRC32();
    sum.update(header.array());
    return ByteBuffer.allocate(4096)
        .put(HexFormat.of().parseHex("89504e470d0a1a0a"))
        .putInt(13)
        .put(header.array())
        .putInt((int) sum.getValue())
        .array();
  }

  private static byte[] animatedGif() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (var frame = 0; frame < 2; frame++)
        writer.writeToSequence(new IIOImage(image(), null, null), null);
      writer.endWriteSequence();
    }
    return bytes.toByteArray();
  }

  private static byte[] inserted(byte[] whole, int at, byte[] part) {
    return ByteBuffer.allocate(whole.length + part.length)
        .put(whole, 0, at)
        .put(part)
        .put(whole, at, whole.length - at)
        .array();
  }

  @Test
  void eachIsALineOfClassifyImage() throws IOException {
    var all = bad();
    var dot = new Picture(3, 1, 1, new byte[3]);
    all.put("dot.png", PngFile.bytes(dot));
    var arguments = new String[3 + all.size()];
    System.arraycopy(new String[] {"classify-image", "--model", VIT}, 0, arguments, 0, 3);
    var next = 3;
    for (var file : all.entrySet())
      arguments[next++] = Files.write(folder.resolve(file.getKey()), file.getValue()).toString();
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments)).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.out()).isEmpty();
    var lines = recorded.notes().lines().toList();
    assertThat(lines).hasSize(all.size());
    var number = 0;
    for (var name : all.keySet())
      assertThat(lines.get(number++))
          .startsWith("uvaha: " + folder.resolve(name))
          .contains(name.equals("dot.png") ? "has 1 x 1 pixels, too few" : problem(name));
  }

  @Test
  void fourChannelsAndSixteenBitsAreAnswered() throws IOException {
    var inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    var cmyk = Files.write(folder.resolve("cmyk.jpg"), jpeg(new IIOImage(inks, null, null)));
    var deep = folder.resolve("deep.png");
    ImageIO.write(new BufferedImage(19, 17, BufferedImage.TYPE_USHORT_GRAY), "png", deep.toFile());
    var recorded = new RecordedConsole();
    var exit =
        recorded.run("classify-image", "--model", VIT, "--json", cmyk.toString(), deep.toString());
    assertThat(exit).as(recorded.notes()).isZero();
    assertThat(recorded.out()).hasLineCount(2).contains("cmyk.jpg", "deep.png");
  }

  @Test
  void eachEndsATrainingByALineBeforeThereIsARun() throws IOException {
    for (var file : bad().entrySet()) {
      var pictures = folder.resolve("of-" + file.getKey());
      PngFile.write(pictures.resolve("star/good.png"), SHAPE);
      var place = Files.createDirectories(pictures.resolve("ring")).resolve(file.getKey());
      Files.write(place, file.getValue());
      assertThat(refused(pictures)).contains(place.toString(), problem(file.getKey()));
    }
  }

  /// Where no mean has to be measured, a picture is first opened when its turn comes.
  @ParameterizedTest
  @ValueSource(strings = {"vit", "mae"})
  void oneThatIsMetInAnEpochEndsTheTrainingByItsName(String recipe) throws IOException {
    var pictures = folder.resolve("pictures");
    for (var kind : List.of("star", "ring"))
      for (var i = 0; i < 12; i++) PngFile.write(pictures.resolve(kind + "/" + i + ".png"), SHAPE);
    var half = Files.write(pictures.resolve("ring/half.png"), bad().get("half.png"));
    var settings =
        switch (recipe) {
          case "vit" ->
              List.of(
                  "data.train={folder: " + pictures + "}",
                  "data.normalisation={mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5]}",
                  "data.batch=5",
                  "model.layers=1",
                  "model.width=12");
          default ->
              List.of(
                  "data.pictures={folder: " + pictures + "}",
                  "data.valid=2",
                  "data.batch=5",
                  "encoder.layers=1",
                  "encoder.width=12",
                  "training.schedule.warmup=1",
                  "training.limits.steps=9");
        };
    var arguments = new ArrayList<>(List.of("train", recipe, "--out", folder.resolve("run") + ""));
    for (var setting : settings) arguments.addAll(List.of("--set", setting));
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments.toArray(String[]::new))).isEqualTo(Failures.BAD_INPUT);
    var lines = recorded.notes().lines().toList();
    assertThat(lines.getLast()).startsWith("uvaha: " + half).contains("cut off");
    assertThat(lines).filteredOn(line -> line.contains("half.png")).hasSize(1);
  }

  @Test
  void labelsWithoutPicturesEndATrainingByALine() throws IOException {
    var pictures = folder.resolve("empty");
    Files.createDirectories(pictures.resolve("star"));
    Files.createDirectories(pictures.resolve("ring"));
    assertThat(refused(pictures)).contains("ring: has no usable pictures");
  }

  /// The only line that training on a folder says.
  private String refused(Path pictures) {
    var out = folder.resolve("run");
    var recorded = new RecordedConsole();
    var exit =
        recorded.run("train", "vit", "--out", "" + out, "--set", "data.train=folder:" + pictures);
    assertThat(exit).as(recorded.notes()).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).hasLineCount(1);
    assertThat(out).doesNotExist();
    return recorded.notes();
  }
}
