package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.text.metrics.AlignedLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Utf8LinesTest {
  private final Path file;

  Utf8LinesTest(@TempDir Path folder) {
    file = folder.resolve("text.tsv");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Test
  void readsLinesOfPlainAndZippedFiles() throws IOException {
    var long1 = "кіт🙂".repeat(50_003);
    var text = "\uFEFFone\r\n\n" + long1 + "\nline\u2028with\rodd\u0085ends\nlast";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var content : List.of(bytes, zipped(bytes))) {
      Files.write(file, content);
      assertThat(Utf8Lines.all(file))
          .containsExactly("one", "", long1, "line\u2028with\rodd\u0085ends", "last");
    }
    try (var lines = Utf8Lines.of(new ByteArrayInputStream(bytes), "standard input").stream()) {
      assertThat(lines.map(Utf8Lines.Line::number)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    Files.write(file, new byte[0]);
    assertThat(Utf8Lines.all(file)).isEmpty();
    Files.writeString(file, "\n");
    assertThat(Utf8Lines.all(file)).containsExactly("");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    byte[][] wrongs = {{(byte) 0xEB}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, 0}};
    for (var wrong : wrongs) {
      var content = new ByteArrayOutputStream();
      content.writeBytes("good\nні ".getBytes(StandardCharsets.UTF_8));
      content.writeBytes(wrong);
      content.writeBytes("\nmore\n".getBytes(StandardCharsets.UTF_8));
      Files.write(file, content.toByteArray());
      assertThatThrownBy(() -> Utf8Lines.all(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ":2: not UTF-8 at byte 6 of the line (0x%02X)", wrong[0]);
      assertThatThrownBy(() -> Utf8Lines.open(file).stream().count())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith(file + ":2: not UTF-8");
    }
    Files.write(file, new byte[] {'a', (byte) 0xD0});
    assertThatThrownBy(() -> Utf8Lines.all(file)).hasMessageContaining(":1: not UTF-8 at byte 2");
  }

  @Test
  void goesOnAfterALineThatIsNotUtf8() throws IOException {
    var bytes = new byte[] {'a', '\n', (byte) 0xD0, '\n', 'b', '\n', (byte) 0xD0};
    try (var lines = Utf8Lines.of(new ByteArrayInputStream(bytes), "standard input")) {
      assertThat(lines.next()).hasValue(new Utf8Lines.Line(1, "a"));
      assertThatThrownBy(lines::next)
          .isInstanceOfSatisfying(
              MalformedLineException.class,
              malformed -> {
                assertThat(malformed.number()).isEqualTo(2);
                assertThat(malformed.reason()).startsWith("not UTF-8 at byte 1");
              });
      assertThat(lines.next()).hasValue(new Utf8Lines.Line(3, "b"));
      assertThatThrownBy(lines::next).isInstanceOf(MalformedLineException.class);
      assertThat(lines.next()).isEmpty();
    }
  }

  @Test
  void saysThatAZippedFileIsCutOff() throws IOException {
    var bytes = zipped("кіт і пес\n".repeat(10_007).getBytes(StandardCharsets.UTF_8));
    for (int length : new int[] {5, 30, bytes.length - 3}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Utf8Lines.all(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void alignedFilesMustHaveAsManyLines(@TempDir Path folder) throws IOException {
    var other = folder.resolve("references.txt");
    Files.writeString(file, "a \nb\n");
    Files.writeString(other, "a\n");
    assertThatThrownBy(() -> AlignedLines.read(file, other))
        .hasMessageContaining("%s has 2 lines but %s has 1".formatted(file, other));
    Files.writeString(other, "x\t\ny");
    assertThat(AlignedLines.read(file, other).hypotheses()).containsExactly("a", "b");
    assertThat(AlignedLines.read(file, other).references()).containsExactly("x", "y");
    Files.writeString(file, "");
    Files.writeString(other, "");
    assertThatThrownBy(() -> AlignedLines.read(file, other)).hasMessageContaining("empty");
  }
}
