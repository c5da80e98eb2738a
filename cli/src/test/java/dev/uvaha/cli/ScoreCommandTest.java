package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class ScoreCommandTest {
  @TempDir private Path folder = Path.of("");
  private final RecordedConsole recorded = new RecordedConsole();

  @Test
  void printsWhatSacreBleuPrints() throws IOException {
    assertThat(score("The cat sat.\nHello there\n", "The cat sat.\nHello, there!\n")).isZero();
    assertThat(recorded.out().lines())
        .hasSize(2)
        .anyMatch(line ->
            line.matches(
                "\\s*BLEU\\|nrefs:1\\|case:mixed\\|eff:no\\|tok:13a\\|smooth:exp\\|version:2\\.6\\.0"
                    + " = \\d+\\.\\d .*hyp_len = 6 ref_len = 8\\)"))
        .anyMatch(line ->
            line.matches(
                "\\s*chrF2\\|nrefs:1\\|case:mixed\\|eff:yes\\|nc:6\\|nw:0\\|space:no\\|version:2\\.6\\.0"
                    + " = \\d+\\.\\d"));
    assertThat(recorded.notes()).isEmpty();
  }

  @Test
  void jsonHasBleuChrfAndSignatures() throws IOException {
    assertThat(score("one two three four\n", "one two three four\n", "--json")).isZero();
    var json = JsonMapper.shared().readTree(recorded.out());
    assertThat(json.get("bleu").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.get("chrf").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(json.get("signatures").get("bleu").asString()).contains("tok:13a");
    assertThat(json.get("signatures").get("chrf").asString()).contains("nc:6");
  }

  @Test
  void misalignedFilesAreOneLine() throws IOException {
    assertThat(score("a\nb\n", "a\n")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines())
        .singleElement()
        .asString()
        .contains("has 2 lines", "has 1");
  }

  @Test
  void missingFilesAndBadTextAreOneLine() throws IOException {
    var good = Files.writeString(folder.resolve("good"), "a\n");
    var bad = Files.write(folder.resolve("bad"), new byte[] {'a', '\n', (byte) 0xFF, '\n'});
    assertThat(
            recorded.run("score", "--hypotheses", bad.toString(), "--references", good.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains(bad + ":2: not UTF-8");
    assertThat(
            recorded.run(
                "score",
                "--hypotheses",
                folder.resolve("no").toString(),
                "--references",
                good.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("no such file: " + folder.resolve("no"));
    assertThat(recorded.run("score", "--hypotheses", good.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines()).hasSize(3);
  }

  private int score(String hypotheses, String references, String... more) throws IOException {
    var arguments =
        new String[] {
          "score",
          "--hypotheses",
          Files.writeString(folder.resolve("h"), hypotheses).toString(),
          "--references",
          Files.writeString(folder.resolve("r"), references).toString()
        };
    return recorded.run(
        java.util.stream.Stream.of(arguments, more)
            .flatMap(java.util.stream.Stream::of)
            .toArray(String[]::new));
  }
}
