package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.TinyTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class EvaluateCommandTest {
  private static final String PAIRS =
      "The cat\tКіт\nthe street sees the cat\tвулиця бачить кота\n" + "cat ".repeat(99) + "\tкіт\n";

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void makeModel() throws IOException {
    TinyTranslator.in(folder.resolve("model"));
    Files.writeString(folder.resolve("test.tsv"), PAIRS);
  }

  @Test
  void printsScoresSignaturesAndBuckets() {
    var recorded = evaluate("--data", folder.resolve("test.tsv").toString());
    assertThat(recorded.out())
        .startsWith("en → uk, 3 sentences")
        .contains("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:", "chrF2|nrefs:1")
        .contains("source words", "31+");
    assertThat(recorded.notes())
        .contains("sentences longer than the model takes, counted as not translated: 1");
  }

  @Test
  void theOtherWayIsForTheAsking() {
    var recorded =
        evaluate("--data", folder.resolve("test.tsv").toString(), "--to", "en", "--json");
    var json = JsonMapper.shared().readTree(recorded.out());
    assertThat(json.get("from").asString()).isEqualTo("uk");
    assertThat(json.get("to").asString()).isEqualTo("en");
    assertThat(json.has("bleu")).isTrue();
    assertThat(json.get("lengths").size()).isPositive();
  }

  @Test
  void badDataIsOneLine() throws IOException {
    var empty = Files.writeString(folder.resolve("empty.tsv"), "");
    var oneColumn = Files.writeString(folder.resolve("one.tsv"), "a\tб\nc\n");
    var one = Files.writeString(folder.resolve("one"), "a\n");
    var two = Files.writeString(folder.resolve("two"), "a\nb\n");
    var notUtf8 =
        Files.write(folder.resolve("latin.tsv"), new byte[] {(byte) 0xE9, '\t', 'e', '\n'});
    for (var wrong :
        List.of(
            empty.toString(),
            oneColumn.toString(),
            one + "," + two,
            notUtf8.toString(),
            folder.resolve("missing.tsv").toString(),
            "a,b,c")) {
      var recorded = new RecordedConsole();
      assertThat(
              recorded.run(
                  "evaluate", "--model", folder.resolve("model").toString(), "--data", wrong))
          .as(wrong)
          .isNotZero();
      assertThat(recorded.notes().lines()).as(wrong).hasSize(1);
      assertThat(recorded.out()).isEmpty();
    }
  }

  private static RecordedConsole evaluate(String... arguments) {
    var recorded = new RecordedConsole();
    var all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "evaluate", "--model", folder.resolve("model").toString()),
                java.util.stream.Stream.of(arguments))
            .toArray(String[]::new);
    assertThat(recorded.run(all)).as(recorded.notes()).isZero();
    return recorded;
  }
}
