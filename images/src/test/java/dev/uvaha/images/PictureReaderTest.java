package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private static final PictureReader RGB = new PictureReader(Channels.RGB);
  private static final PictureReader GREY = new PictureReader(Channels.GREY);
  private static final Picture NOISE = Pictures.noise(3, 61, 53, 20_261_126);

  @TempDir private Path folder;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path file(String name, BufferedImage image, String format) throws IOException {
    return file(name, bytes(image, format));
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).as("the JDK writes %s", format).isTrue();
    return bytes.toByteArray();
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> RGB.read(file))
        .isInstanceOf(PictureException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void whatIsWrittenIsRead() {
    var file = folder.resolve("deep/noise.png");
    PngFile.write(file, NOISE);
    assertThat(RGB.read(file)).isEqualTo(NOISE);
    PngFile.write(file, NOISE.grey());
    assertThat(GREY.read(file)).isEqualTo(NOISE.grey());
    assertThat(RGB.read(file)).isEqualTo(NOISE.grey().rgb());
  }

  @Test
  void whatWasSentIsReadAsAFileIs() {
    var bytes = PngFile.bytes(NOISE);
    assertThat(RGB.read("the picture", bytes)).isEqualTo(NOISE);
    var small = new PictureReader(Channels.RGB, new PictureLimits(1_000_000, bytes.length - 1L));
    for (var refused : List.of(new byte[0], Arrays.copyOf(bytes, bytes.length / 2), new byte[64]))
      assertThatThrownBy(() -> RGB.read("the picture", refused))
          .isInstanceOf(PictureException.class)
          .hasMessageStartingWith("the picture: ");
    assertThatThrownBy(() -> small.read("the picture", bytes))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("more than the limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "png"})
  void theContentCountsAndNotTheName(String format) throws IOException {
    assertThat(RGB.read(file("wrong.jpg", Samples.image(NOISE), format))).isEqualTo(NOISE);
  }

  @Test
  void jpegIsNearlyWhatWasWritten() throws IOException {
    var smooth = Resampling.BILINEAR.resize(NOISE.crop(0, 0, 3, 3), 61, 53);
    var read = RGB.read(file("a.jpg", Samples.image(smooth), "jpeg"));
    for (int at = 0; at < read.samples().length; at++)
      assertThat(read.samples()[at] & 0xff)
          .isBetween((smooth.samples()[at] & 0xff) - 24, (smooth.samples()[at] & 0xff) + 24);
  }

  @Test
  void onePixelIsAPicture() throws IOException {
    var dot = Pictures.noise(3, 1, 1, 7);
    assertThat(RGB.read(file("dot.png", PngFile.bytes(dot)))).isEqualTo(dot);
    assertThat(RGB.read(file("dot.jpg", Samples.image(dot), "jpeg")).plane()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"png, 0.1", "png, 0.5", "png, 0.99", "jpeg, 0.1", "jpeg, 0.5", "jpeg, 0.99"})
  @CsvSource({"gif, 0.1", "gif, 0.5", "bmp, 0.1", "bmp, 0.9"})
  void aFileThatIsCutOffIsRefused(String format, double share) throws IOException {
    var whole = bytes(Samples.image(NOISE), format);
    assertRefused(
        file("half." + format, Arrays.copyOf(whole, (int) (whole.length * share))), "cut off");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    var whole = PngFile.bytes(NOISE);
    Arrays.fill(whole, whole.length / 2, whole.length / 2 + 64, (byte) 0x55);
    assertRefused(file("damaged.png", whole), "damaged");
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    assertRefused(file("a.png", "not a picture\n".getBytes(StandardCharsets.UTF_8)), "no picture");
    assertRefused(file("empty.png", new byte[0]), "is empty");
    assertRefused(file("two.png", new byte[] {0, 0}), "no picture");
    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("missing.png"), "no such file");
    var webp = "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(file("a.webp", webp), "is WebP, which is not read; convert it to PNG or JPEG");
  }

  /// A PNG that ends after its header.
  private static byte[] header(int width, int height) {
    var chunk =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0});
    var sum = new CRC32();
    sum.update(chunk.array());
    return ByteBuffer.allocate(33)
        .put(HexFormat.of().parseHex("89504e470d0a1a0a"))
        .putInt(13)
        .put(chunk.array())
        .putInt((int) sum.getValue())
        .array();
  }

  @Test
  void aHugePictureIsRefusedBeforeItTakesMemory() throws IOException {
    var huge = file("huge.png", Arrays.copyOf(header(30_000, 30_000), 4096));
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    assertRefused(huge, "has 30,000 x 30,000 pixels, more than the limit of 64,000,000");
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> RGB.read(huge)).isInstanceOf(PictureException.class);
    assertThatThrownBy(() -> RGB.header(huge)).isInstanceOf(PictureException.class);
    // Its pixels alone would take 2.7 GB.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void limitsAreASetting() throws IOException {
    var file = file("a.png", PngFile.bytes(NOISE));
    var fewPixels = new PictureReader(Channels.RGB, new PictureLimits(61 * 53 - 1, 1 << 20));
    assertThatThrownBy(() -> fewPixels.read(file)).hasMessageContaining("53 x 61 pixels");
    var fewBytes = new PictureReader(Channels.RGB, new PictureLimits(61 * 53, 97));
    assertThatThrownBy(() -> fewBytes.read(file)).hasMessageContaining("limit of 97");
    assertThat(new PictureReader(Channels.RGB, new PictureLimits(61 * 53, 1 << 20)).read(file))
        .isEqualTo(NOISE);
  }

  @Test
  void theHeaderTellsTheSize() throws IOException {
    assertThat(RGB.header(file("a.jpg", Samples.image(NOISE), "jpeg")))
        .isEqualTo(new PictureHeader("JPEG", 61, 53));
  }

  @Test
  void sixteenBitsAreRoundedToEight() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 128 * 257 + 100, 65535});
    var file = file("deep.png", image, "png");
    assertThat(Pictures.values(GREY.read(file))).containsExactly(0, 128, 255);
  }

  @Test
  void greyKeepsItsShades() throws IOException {
    var ramp = Pictures.grey(1, 5, 0, 50, 100, 200, 255);
    assertThat(GREY.read(file("ramp.png", PngFile.bytes(ramp)))).isEqualTo(ramp);
    assertThat(GREY.read(file("ramp.jpg", Samples.image(ramp), "jpeg")).sample(0, 0, 4))
        .isGreaterThan(240);
  }

  @Test
  void transparencyLiesOnWhite() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 3, 1, new int[] {0xff102030, 0x80000000, 0x00ff0000}, 0, 3);
    var read = RGB.read(file("glass.png", image, "png"));
    assertThat(Pictures.values(read)).containsExactly(16, 127, 255, 32, 127, 255, 48, 127, 255);
  }

  @Test
  void palettesAreLookedUp() throws IOException {
    var palette =
        new IndexColorModel(
            2, 3, new byte[] {10, 20, 30}, new byte[] {40, 50, 60}, new byte[] {70, 80, 90}, 1);
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {2, 1, 0});
    for (var format : List.of("png", "gif"))
      assertThat(Pictures.values(RGB.read(file("few." + format, image, format))))
          .as(format) // the middle colour is transparent
          .containsExactly(30, 255, 10, 60, 255, 40, 90, 255, 70);
  }

  /// A JPEG of four channels, which are stored inverted, whether by Adobe or not.
  private static byte[] cmyk(int[] pixel, String adobe) throws IOException {
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int at = 0; at < 256; at++) raster.setPixel(at % 16, at / 16, pixel);
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    }
    return insert(bytes.toByteArray(), HexFormat.of().parseHex(adobe));
  }

  /// Right after a JPEG's first two bytes.
  private static byte[] insert(byte[] jpeg, byte[] marker) {
    return ByteBuffer.allocate(jpeg.length + marker.length)
        .put(jpeg, 0, 2)
        .put(marker)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  @Test
  void cmykIsConverted() throws IOException {
    var inverted = new int[] {255, 127, 0, 255}; // of no cyan, half magenta, full yellow, no black
    var plain = RGB.read(file("cmyk.jpg", cmyk(inverted, "")));
    var adobe = RGB.read(file("adobe.jpg", cmyk(inverted, "ffee000e41646f626500640000000000")));
    for (var orange : List.of(plain, adobe)) {
      assertThat(orange.sample(0, 7, 7)).isBetween(253, 255);
      assertThat(orange.sample(1, 7, 7)).isBetween(125, 129);
      assertThat(orange.sample(2, 7, 7)).isBetween(0, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0 1 2 3 4 5", "2, 2 1 0 5 4 3", "3, 5 4 3 2 1 0", "4, 3 4 5 0 1 2"})
  @CsvSource({"5, 0 3 1 4 2 5", "6, 3 0 4 1 5 2", "7, 5 2 4 1 3 0", "8, 2 5 1 4 0 3"})
  void jpegsStandUpright(int orientation, String blocks) throws IOException {
    // Two rows of three blocks, each of a shade of its own; a block is what a JPEG keeps whole.
    var shades = new int[16 * 24];
    for (int at = 0; at < shades.length; at++) shades[at] = 40 * (at / 24 / 8 * 3 + at % 24 / 8);
    var exif = "ffe1002245786966000049492a0008000000010012010300010000000";
    var jpeg = bytes(Samples.image(Pictures.grey(16, 24, shades)), "jpeg");
    var marker = HexFormat.of().parseHex(exif + orientation + "00000000000000");
    var read = GREY.read(file("turned.jpg", insert(jpeg, marker)));
    assertThat(read.width()).isEqualTo(orientation < 5 ? 24 : 16);
    var seen = new StringBuilder();
    for (int y = 4; y < read.height(); y += 8)
      for (int x = 4; x < read.width(); x += 8)
        seen.append(' ').append(Math.round(read.sample(0, y, x) / 40f));
    assertThat(seen.toString().strip()).isEqualTo(blocks);
  }

  @Test
  void anAnimatedGifIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int frame = 0; frame < 3; frame++)
        writer.writeToSequence(new IIOImage(Samples.image(NOISE), null, null), null);
      writer.endWriteSequence();
    }
    assertRefused(file("moving.gif", bytes.toByteArray()), "is animated; give one frame");
  }

  @Test
  void anAnimatedPngIsRefused() throws IOException {
    var png = PngFile.bytes(NOISE);
    var animation = HexFormat.of().parseHex("000000086163544c00000002000000009a4b6bd1");
    var bytes =
        ByteBuffer.allocate(png.length + animation.length)
            .put(png, 0, 33)
            .put(animation)
            .put(png, 33, png.length - 33)
            .array();
    assertRefused(file("moving.png", bytes), "is animated; give one frame");
  }
}
