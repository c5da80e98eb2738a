package dev.uvaha.images.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.Channels;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.Pictures;
import dev.uvaha.images.PngFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesOfPicturesTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "owl");
  private static final PictureReader READER = new PictureReader(Channels.RGB);

  @TempDir private Path folder;

  private static void assertRefused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(PictureException.class)
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }

  private static byte[] idx(byte[] content, int... dimensions) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0x0800 | dimensions.length);
    for (int dimension : dimensions) out.writeInt(dimension);
    out.write(content);
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] samples(int count) {
    return Pictures.noise(1, count, 1, 29).samples();
  }

  @Test
  void idxFilesAreReadAsTheyWereWritten() throws IOException {
    write("train-images-idx3-ubyte.gz", gzipped(idx(samples(5 * 77), 5, 7, 11)));
    write("train-labels-idx1-ubyte", idx(new byte[] {2, 0, 1, 1, 2}, 5));
    var set = IdxFiles.read(folder, Part.TRAIN, CLASSES);
    assertThat(set.size()).isEqualTo(5);
    assertThat(IntStream.range(0, 5).map(set::label)).containsExactly(2, 0, 1, 1, 2);
    assertThat(set.picture(3))
        .isEqualTo(new Picture(1, 7, 11, Arrays.copyOfRange(samples(5 * 77), 231, 308)));
    assertRefused(
        () -> IdxFiles.read(folder, Part.TEST, CLASSES), "has neither t10k-images-idx3-ubyte");
  }

  @Test
  void idxFilesThatCannotBeRightAreRefused() throws IOException {
    var pictures = write("pictures", idx(samples(5 * 77), 5, 7, 11));
    var labels = write("labels", idx(new byte[] {2, 0, 1, 1, 2}, 5));
    var whole = Files.readAllBytes(pictures);
    var cut = write("cut", Arrays.copyOf(whole, 300));
    assertRefused(() -> IdxFiles.read(cut, labels, CLASSES), cut + ": is cut off", "5 x 7 x 11");
    var zipped = gzipped(whole);
    var cutZip = write("cut.gz", Arrays.copyOf(zipped, zipped.length / 2));
    assertRefused(() -> IdxFiles.read(cutZip, labels, CLASSES), cutZip + ": is cut off");
    var headless = write("headless", Arrays.copyOf(whole, 9));
    assertRefused(() -> IdxFiles.read(headless, labels, CLASSES), headless + ": is cut off");
    var longer = write("longer", Arrays.copyOf(whole, whole.length + 1));
    assertRefused(() -> IdxFiles.read(longer, labels, CLASSES), longer + ": goes on after");
    var four = write("four", idx(new byte[] {2, 0, 1, 1}, 4));
    assertRefused(
        () -> IdxFiles.read(pictures, four, CLASSES), "5 pictures", four + " has 4 labels");
    assertRefused(
        () -> IdxFiles.read(pictures, labels, CLASSES.subList(0, 2)),
        pictures + ": picture 0: label 2 is out of range, there are 2 classes");
    assertRefused(() -> IdxFiles.read(labels, labels, CLASSES), "begins with 00000801");
    assertRefused(() -> IdxFiles.read(pictures, folder.resolve("none"), CLASSES), "no such file");
  }

  @Test
  void aHeaderOfIdxThatLiesTakesNoMemory() throws IOException {
    var labels = write("labels", idx(new byte[] {2}, 1));
    var huge = write("huge", idx(new byte[9], 1 << 20, 40, 40)); // 1.7 GB it says
    assertRefused(() -> IdxFiles.read(huge, labels, CLASSES), huge + ": is cut off");
    var larger = write("larger", idx(new byte[9], 1 << 20, 1 << 10, 1 << 10));
    assertRefused(() -> IdxFiles.read(larger, labels, CLASSES), larger + ": its header says");
  }

  /// Pictures of CIFAR, each after some label bytes of which the last counts.
  private static byte[] cifar(int labelBytes, int... labels) {
    var bytes = new ByteArrayOutputStream();
    for (int label : labels) {
      for (int i = 1; i < labelBytes; i++) bytes.write(99);
      bytes.write(label);
      bytes.writeBytes(Pictures.noise(3, 32, 32, label).samples());
    }
    return bytes.toByteArray();
  }

  private void writeNames(String file, int count) throws IOException {
    var names = IntStream.range(0, count).mapToObj(i -> "class" + i).toList();
    write(file, String.join("\n", names).concat("\n\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void cifarFilesAreReadAsTheyWereWritten() throws IOException {
    writeNames("batches.meta.txt", 10);
    for (int i = 1; i <= 5; i++) write("data_batch_" + i + ".bin", cifar(1, i, i + 1));
    var ten = CifarFiles.cifar10(folder, Part.TRAIN);
    assertThat(ten.size()).isEqualTo(10);
    assertThat(ten.label(9)).isEqualTo(6);
    assertThat(ten.picture(9)).isEqualTo(Pictures.noise(3, 32, 32, 6));
    assertThat(ten.classes().get(6)).isEqualTo("class6");
    writeNames("fine_label_names.txt", 100);
    write("test.bin", cifar(2, 98, 3));
    var hundred = CifarFiles.cifar100(folder, Part.TEST);
    assertThat(hundred.label(0)).isEqualTo(98);
    assertThat(hundred.picture(1)).isEqualTo(Pictures.noise(3, 32, 32, 3));
  }

  @Test
  void cifarFilesThatCannotBeRightAreRefused() throws IOException {
    assertRefused(() -> CifarFiles.cifar10(folder, Part.TEST), "batches.meta.txt: is missing");
    writeNames("batches.meta.txt", 9);
    assertRefused(() -> CifarFiles.cifar10(folder, Part.TEST), "has 9 names, expected the 10");
    writeNames("batches.meta.txt", 10);
    write("test_batch.bin", Arrays.copyOf(cifar(1, 1, 2), 5000));
    assertRefused(() -> CifarFiles.cifar10(folder, Part.TEST), "test_batch.bin", "5,000 bytes");
    write("test_batch.bin", cifar(1, 1, 10));
    assertRefused(() -> CifarFiles.cifar10(folder, Part.TEST), "picture 1 has label 10");
    write("data_batch_1.bin", cifar(1, 1));
    assertRefused(() -> CifarFiles.cifar10(folder, Part.TRAIN), "data_batch_2.bin: is missing");
  }

  private Picture png(String name, long seed) throws IOException {
    var picture = Pictures.noise(3, 5, 7, seed);
    write(name, PngFile.bytes(picture));
    return picture;
  }

  private ImageFolder open(Part part, BadFiles bad) {
    return ImageFolder.open(folder, part, READER, bad);
  }

  @Test
  void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
    png("owl/a.png", 1);
    var second = png("cat/b.png", 2);
    png("cat/a.png", 3);
    var deep = png("cat/more/c.png", 4);
    write("cat/.hidden", new byte[] {1});
    write(".git/config", new byte[] {1});
    var set = open(Part.TRAIN, BadFiles.REFUSE);
    assertThat(set.classes()).containsExactly("cat", "owl");
    assertThat(IntStream.range(0, set.size()).map(set::label)).containsExactly(0, 0, 0, 1);
    assertThat(set.picture(1)).isEqualTo(second);
    assertThat(set.picture(2)).isEqualTo(deep);
    assertThat(set.name(3)).endsWith("a.png");
  }

  @Test
  void partsHaveTheClassesOfTraining() throws IOException {
    png("train/cat/a.png", 1);
    png("train/dog/a.png", 2);
    var dog = png("test/dog/a.png", 3);
    var test = open(Part.TEST, BadFiles.REFUSE);
    assertThat(test.size()).isEqualTo(1);
    assertThat(test.label(0)).isEqualTo(1);
    assertThat(test.picture(0)).isEqualTo(dog);
    png("test/owl/a.png", 4);
    assertRefused(() -> open(Part.TEST, BadFiles.REFUSE), "owl: is a class that", "train has not");
  }

  @Test
  void badFilesAreToldBeforeTraining() throws IOException {
    png("cat/a.png", 1);
    write("cat/b.png", new byte[] {1, 2, 3});
    write("cat/c.txt", "text".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        () -> open(Part.TRAIN, BadFiles.REFUSE), "b.png: is no picture", "(and 1 more unusable in");
    var left = open(Part.TRAIN, BadFiles.LEAVE_OUT);
    assertThat(left.size()).isEqualTo(1);
    assertThat(left.leftOut()).hasSize(2).last().asString().contains("c.txt: is no picture");
  }

  @Test
  void foldersWithoutPicturesAreRefused() throws IOException {
    assertRefused(() -> open(Part.TRAIN, BadFiles.REFUSE), folder + ": has no folders of classes");
    png("cat/a.png", 1);
    Files.createDirectory(folder.resolve("dog"));
    assertRefused(() -> open(Part.TRAIN, BadFiles.REFUSE), "dog: has no usable pictures");
    assertRefused(() -> open(Part.TEST, BadFiles.REFUSE), "has no folders train and test");
    var missing = folder.resolve("missing");
    assertRefused(
        () -> ImageFolder.open(missing, Part.TRAIN, READER, BadFiles.REFUSE),
        missing + ": is no folder");
  }

  @Test
  void aSubsetHasItsShareOfEachClassAndTheRestTheOthers() {
    var whole = new DrawnShapes(1000, Part.TRAIN, 3);
    var few = Subset.ofEachClass(whole, 0.05, 7);
    var counts = new int[10];
    for (int number = 0; number < few.size(); number++) counts[few.label(number)]++;
    assertThat(counts).containsOnly(5);
    assertThat(few).isEqualTo(Subset.ofEachClass(whole, 0.05, 7));
    assertThat(few).isNotEqualTo(Subset.ofEachClass(whole, 0.05, 8));
    assertThat(few.rest().numbers()).hasSize(950).doesNotContainAnyElementsOf(few.numbers());
    assertThat(few.picture(3)).isEqualTo(whole.picture(few.numbers().get(3)));
  }
}
