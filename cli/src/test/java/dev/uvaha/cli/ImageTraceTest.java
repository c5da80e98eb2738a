package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `trace` of a ViT.
final class ImageTraceTest {
  private static final Path FIXTURES = Path.of("../hub/src/test/resources/fixtures");
  private static final Path VIT = FIXTURES.resolve("vit");
  private static final int SIZE = 28;

  /// As for every model of Hugging Face's.
  private static final float TOLERANCE = 1e-4f;

  /// Of values up to 1, in float32.
  private static final float ROUNDING = 1e-6f;

  /// Of one of 255 shades, to which scaled pictures are rounded as theirs are.
  private static final float HALF = 0.5f / 127.5f + ROUNDING;

  @TempDir private Path folder = Path.of("");

  private Path out() {
    return folder.resolve("trace.safetensors");
  }

  private SafetensorsFile traced(Path model, String... arguments) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments(model, arguments))).as(recorded.notes()).isZero();
    return SafetensorsFile.open(out());
  }

  private String[] arguments(Path model, String... arguments) {
    return Stream.concat(
            Stream.of("trace", "--model", model.toString(), "--out", out().toString()),
            Stream.of(arguments))
        .toArray(String[]::new);
  }

  @Test
  void writesWhatHuggingFaceComputesFromTheSamePixels() {
    for (var name : new String[] {"vit", "vit_interpolated"}) {
      var input = FIXTURES.resolve(name).resolve("expected.safetensors");
      try (var _ = TensorScope.open();
          var expected = SafetensorsFile.open(input);
          var traced = traced(FIXTURES.resolve(name), "--input", input.toString())) {
        assertThat(traced.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (var tensor : expected.names()) {
          assertThat(traced.shape(tensor)).as(tensor).isEqualTo(expected.shape(tensor));
          assertThat(traced.tensor(tensor).toFloats())
              .as(tensor)
              .containsExactly(expected.tensor(tensor).toFloats(), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void aPictureOfTheModelsSizeIsTakenPixelByPixel() throws IOException {
    var picture = picture(SIZE, SIZE);
    try (var _ = TensorScope.open();
        var traced = traced(VIT, "--image", file(picture))) {
      var pixels = pixels(traced);
      for (var y = 0; y < SIZE; y++)
        for (var x = 0; x < SIZE; x++)
          for (var channel = 0; channel < 3; channel++) {
            var value = picture.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
            assertThat(pixels[(channel * SIZE + y) * SIZE + x])
                .isCloseTo(value / 127.5f - 1, within(ROUNDING));
          }
      assertThat(traced.shape("logits").sizes()).containsExactly(1, 7);
      assertThat(traced.shape("attentions.1").sizes()).containsExactly(1, 5, 17, 17);
      assertThat(traced.shape("hidden_states.2").sizes()).containsExactly(1, 17, 30);
    }
  }

  /// Between pixels as 3/4 and 1/4 of the two, and below by half as 1/8, 3/8, 3/8 and 1/8 of four.
  @Test
  void picturesAreScaledBilinearly() throws IOException {
    var picture = new BufferedImage(SIZE / 2, 2 * SIZE, BufferedImage.TYPE_INT_RGB);
    for (var y = 0; y < 2 * SIZE; y++)
      for (var x = 0; x < SIZE / 2; x++) picture.setRGB(x, y, (8 * x + 2 * y) << 16);
    try (var _ = TensorScope.open();
        var traced = traced(VIT, "--image", file(picture))) {
      var pixels = pixels(traced);
      for (var y = 1; y < SIZE - 1; y++)
        for (var x = 1; x < SIZE - 1; x++) {
          var value = 8 * ((x + 0.5) / 2 - 0.5) + 2 * ((y + 0.5) * 2 - 0.5);
          assertThat(pixels[y * SIZE + x]).isCloseTo((float) (value / 127.5 - 1), within(HALF));
        }
    }
  }

  @Test
  void picturesAreMadeReadyAsTheFolderSays() throws IOException {
    var model = folder.resolve("model");
    Files.createDirectories(model);
    for (var name : new String[] {"config.json", "model.safetensors"})
      Files.copy(VIT.resolve(name), model.resolve(name));
    Files.writeString(
        model.resolve("preprocessor_config.json"),
        "{\"image_mean\": [0, 1, 0], \"image_std\": [1, 1, 0.5]}");
    var picture = new BufferedImage(41, 5, BufferedImage.TYPE_BYTE_GRAY); // all black
    try (var _ = TensorScope.open();
        var traced = traced(model, "--image", file(picture))) {
      var pixels = pixels(traced);
      for (var i = 0; i < pixels.length; i++)
        assertThat(pixels[i]).isEqualTo(i / (SIZE * SIZE) == 1 ? -1 : 0);
    }
  }

  @Test
  void whatDoesNotFitIsOneLine() throws IOException {
    var text = Files.writeString(folder.resolve("text.png"), "no picture").toString();
    assertRefused(VIT, "text.png: is no picture", "--image", text);
    assertRefused(VIT, "there is no such file", "--image", folder.resolve("none.png").toString());
    var whole = Files.readAllBytes(Path.of(file(picture(SIZE, SIZE))));
    var half = Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, 99));
    assertRefused(VIT, "half.png: is a damaged or cut off", "--image", half.toString());
    assertRefused(VIT, "text.png", "--input", text);
    assertRefused(VIT, "which reads --image or --input alone", "--text", "cat");
    assertRefused(VIT, "alone", "--image", text, "--target", "cat");
    assertRefused(FIXTURES.resolve("bert"), "are for a ViT", "--image", text);
    assertRefused(FIXTURES.resolve("vit_features"), "takes 2 channels", "--image", text);
  }

  @Test
  void pixelsThatDoNotFitAreOneLine() {
    try (var _ = TensorScope.open()) {
      assertRefusedPixels(Tensors.zeros(1, 1, SIZE, SIZE), "pixels must be [B, C=3, H, W]");
      assertRefusedPixels(Tensors.zeros(1, 3, SIZE, 27), "divide by patchSize=7, got 28 by 27");
      assertRefusedPixels(Tensors.zeros(0, 3, SIZE, SIZE), "has no picture");
      assertRefusedPixels(Tensors.indices(new int[3 * 49], 1, 3, 7, 7), "must be floating");
    }
    var ids = FIXTURES.resolve("bert/expected.safetensors").toString();
    assertRefused(VIT, "it has no input.pixel_values", "--input", ids);
  }

  private void assertRefusedPixels(Tensor pixels, String message) {
    var file = folder.resolve("pixels.safetensors");
    Safetensors.write(file, Map.of("input.pixel_values", pixels), Map.of());
    assertRefused(VIT, message, "--input", file.toString());
  }

  private void assertRefused(Path model, String message, String... arguments) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments(model, arguments))).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains(message).hasLineCount(1);
    assertThat(out()).doesNotExist();
  }

  private static float[] pixels(SafetensorsFile traced) {
    assertThat(traced.shape("input.pixel_values").sizes()).containsExactly(1, 3, SIZE, SIZE);
    return traced.tensor("input.pixel_values").toFloats();
  }

  private static BufferedImage picture(int height, int width) {
    var random = new Random(7);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (var y = 0; y < height; y++)
      for (var x = 0; x < width; x++) picture.setRGB(x, y, random.nextInt(1 << 24));
    return picture;
  }

  private String file(BufferedImage picture) throws IOException {
    var file = folder.resolve("picture.png");
    assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    return file.toString();
  }
}
