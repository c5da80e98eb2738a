package dev.uvaha.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.tensor.TensorScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that no honest writer makes: each is one clear line before native code sees a number of
/// it.
class HostileFileTest {
  private static final String HUGE = "1152921504606846976"; // 2^60
  private static final long SEED = 20_250_823;
  private static final int MUTANTS = 1500;

  @TempDir private Path folder;

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("empty file", new byte[0], "it has 0 bytes"),
        lie("seven bytes", new byte[7], "it has 7 bytes"),
        lie("no header", new byte[8], "does not begin with {"),
        lie("negative header", length(-1), "its header would have 18446744073709551615 bytes"),
        lie("header over 100 MB", length(100_000_001), "its header would have 100000001 bytes"),
        lie("header beyond the file", length(1000), "the file ends after 0: it is cut short"),
        lie("not UTF-8", file(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}, 0), "is not UTF-8"),
        lie("a list", file("[1]", 0), "does not begin with {"),
        lie("cut JSON", file("{\"a\": ", 0), "is not valid JSON"),
        lie("words", file("{weights}", 0), "is not valid JSON"),
        lie("text behind", file("{} {}", 0), "text follows"),
        lie("deep nesting", file("{\"a\":{\"x\":" + "[".repeat(50_000), 0), "is not valid JSON"),
        lie("deep objects", file("{\"a\":".repeat(50_000), 0), "is not valid JSON"),
        lie("same name twice", file(two("a", 0, 4, "a", 4, 8), 8), "is not valid JSON"),
        lie("lone surrogate", file(one("\\ud800", "F32", "1", "0,4"), 4), "Broken surrogate"),
        lie("entry is a number", file("{\"a\": 7}", 0), "'a': must be an object"),
        lie("entry is null", file("{\"a\": null}", 0), "'a': must be an object"),
        lie("no dtype", file("{\"a\":{\"shape\":[],\"data_offsets\":[0,4]}}", 4), "has no dtype"),
        lie("no shape", file("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4), "no shape"),
        lie("no offsets", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", 4), "no data_offsets"),
        lie("unknown dtype", file(one("a", "F31", "1", "0,4"), 4), "dtype 'F31' is not supported"),
        lie("dtype is a number", file("{\"a\":{\"dtype\":7}}", 4), "dtype must be a string"),
        lie("shape is a number", file("{\"a\":{\"shape\":7}}", 4), "shape must be a list"),
        lie("shape in shape", file(one("a", "F32", "[1]", "0,4"), 4), "must hold whole numbers"),
        lie("negative size", file(one("a", "F32", "-1", "0,4"), 4), "got '-1'"),
        lie("fractional size", file(one("a", "F32", "1.5", "0,4"), 4), "got '1.5'"),
        lie("size over 2^63", file(one("a", "F32", HUGE + "0", "0,4"), 4), "whole numbers"),
        lie("2^60", file(one("a", "F32", HUGE, "0,4"), 4), "needs 4611686018427387904 bytes"),
        lie("2^60 of F64", file(one("a", "F64", HUGE, "0,8"), 8), "beyond 2^63 bytes"),
        lie("2^120", file(one("a", "U8", HUGE + "," + HUGE, "0,4"), 4), "beyond 2^63 bytes"),
        lie("2^120 by 0", file(one("a", "U8", "0," + HUGE + "," + HUGE, "0,0"), 0), "beyond 2^63"),
        lie("65 dimensions", file(one("a", "U8", "1" + ",1".repeat(64), "0,1"), 1), "more than 64"),
        lie("size lies", file(one("a", "F32", "3", "0,4"), 4), "needs 12 bytes, its data_offsets"),
        lie("type lies", file(one("a", "F64", "1", "0,4"), 4), "F64 [1] needs 8 bytes"),
        lie("backwards", file(one("a", "F32", "1", "4,0"), 4), "run backwards: [4, 0]"),
        lie("negative offset", file(one("a", "F32", "1", "-4,0"), 4), "got '-4'"),
        lie("one offset", file(one("a", "F32", "1", "4"), 4), "must be two numbers, got [4]"),
        lie("three offsets", file(one("a", "F32", "1", "0,4,4"), 4), "more than 2 numbers"),
        lie("beyond the end", file(one("a", "F32", "2", "0,8"), 7), "the file holds 7"),
        lie("overlap", file(two("a", 0, 4, "b", 2, 6), 6), "'b' begins at byte 2, inside another"),
        lie("the same bytes", file(two("a", 0, 4, "b", 0, 4), 4), "inside another that ends at 4"),
        lie("a hole", file(two("a", 0, 4, "b", 8, 12), 12), "bytes 4 to 8 before tensor 'b'"),
        lie("a hole at the start", file(one("a", "F32", "1", "4,8"), 8), "bytes 0 to 4 before"),
        lie("bytes behind", file(one("a", "F32", "1", "0,4"), 9), "5 bytes after the last tensor"),
        lie("only data", file("{}", 16), "16 bytes after the last tensor"),
        lie("notes are a list", file("{\"__metadata__\": []}", 0), "must be an object of strings"),
        lie("notes are null", file("{\"__metadata__\": null}", 0), "must be an object of strings"),
        lie("a note is a number", file("{\"__metadata__\": {\"a\":1}}", 0), "strings only: 'a'"),
        lie("a tensor named so", file(one("__metadata__", "F32", "1", "0,4"), 4), "strings only"),
        lie("BOOL of 7", file(one("a", "BOOL", "1", "0,1"), new byte[] {7}), "is 7, neither 0"),
        lie(
            "lines in a name",
            file(one("a\\n\\u001bb", "F31", "1", "0,4"), 4),
            "'a\uFFFD\uFFFDb'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void isRefusedInOneLine(String name, byte[] content, String expected) throws IOException {
    var path = Files.write(folder.resolve("hostile.safetensors"), content);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .as(name)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(expected)
        .message()
        .hasSizeLessThan(600)
        .doesNotContain("\n", "\r");
  }

  @Test
  void aLongNameDoesNotFillTheScreen() throws IOException {
    var path = folder.resolve("long.safetensors");
    Files.write(path, file(one("n".repeat(40_000), "F31", "1", "0,4"), 4));
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .message()
        .contains("… (40000 characters)")
        .hasSizeLessThan(600);
  }

  @Test
  void unknownFieldsOfAnEntryAreLeftAlone() throws IOException {
    var header =
        "{\"a\":{\"dtype\":\"U8\",\"note\":[{\"x\":1}],\"shape\":[2],\"data_offsets\":[0,2]}}";
    var path = Files.write(folder.resolve("noted.safetensors"), file(header, 2));
    try (var file = SafetensorsFile.open(path);
        var tensor = file.tensor("a")) {
      assertThat(tensor.toLongs()).containsExactly(0, 0);
    }
  }

  @Test
  void tensorsAtOddAddressesAreRead() throws IOException {
    var header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}";
    var data = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).putFloat(1, 2.5f).array();
    var path = Files.write(folder.resolve("odd.safetensors"), file(header, data));
    try (var file = SafetensorsFile.open(path);
        var tensor = file.tensor("b")) {
      assertThat(tensor.item()).isEqualTo(2.5);
    }
  }

  /// A changed, shortened or lengthened file either reads in full or is refused; nothing else.
  @Test
  void mutantsAreReadOrRefused() throws IOException {
    var random = new Random(SEED);
    var honest = Files.readAllBytes(Fixture.path("embedding"));
    var header = Long.BYTES + ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    var path = folder.resolve("mutant.safetensors");
    var refused = 0;
    for (var i = 0; i < MUTANTS; i++) {
      var mutant = mutate(honest, (int) header, random);
      Files.write(path, mutant);
      try (var _ = TensorScope.open();
          var file = SafetensorsFile.open(path)) {
        for (var name : file.names()) file.tensor(name).copy();
      } catch (InvalidCheckpointException expected) {
        refused++;
        assertThat(expected.getMessage()).as("mutant %s of seed %s", i, SEED).doesNotContain("\n");
      }
    }
    assertThat(refused).as("refused of %s", MUTANTS).isBetween(MUTANTS / 2, MUTANTS - 1);
  }

  private static byte[] mutate(byte[] honest, int header, Random random) {
    var size = random.nextInt(10) == 0 ? random.nextInt(honest.length + 100) : honest.length;
    var mutant = java.util.Arrays.copyOf(honest, size);
    for (var flips = random.nextInt(4); flips >= 0 && size > 0; flips--) {
      var at = random.nextInt(random.nextInt(4) > 0 ? Math.min(header, size) : size);
      mutant[at] =
          random.nextBoolean()
              ? (byte) (mutant[at] ^ (1 << random.nextInt(8)))
              : (byte) "0123456789{}[]\",:-eE.\\ \0".charAt(random.nextInt(24));
    }
    return mutant;
  }

  private static Arguments lie(String name, byte[] content, String expected) {
    return Arguments.of(name, content, expected);
  }

  private static byte[] length(long header) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header).array();
  }

  private static byte[] file(String header, int dataBytes) {
    return file(header, new byte[dataBytes]);
  }

  private static byte[] file(String header, byte[] data) {
    var text = header.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(length(text.length));
    bytes.writeBytes(text);
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
        .put(length(header.length))
        .put(header)
        .array();
  }

  private static String one(String name, String type, String shape, String offsets) {
    return "{\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}}"
        .formatted(name, type, shape, offsets);
  }

  private static String two(String a, int begin, int end, String b, int nextBegin, int nextEnd) {
    var first = one(a, "F32", "1", begin + "," + end);
    var second = one(b, "F32", "1", nextBegin + "," + nextEnd);
    return first.substring(0, first.length() - 1) + "," + second.substring(1);
  }
}
