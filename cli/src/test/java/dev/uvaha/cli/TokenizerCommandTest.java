package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class TokenizerCommandTest {
  private static final String TEXT = "The cat sees the street, бо кіт — кіт 🐈.";

  @TempDir private Path folder = Path.of("");
  private String tokenizer = "";

  @BeforeEach
  void train() throws IOException {
    var pairs =
        Files.writeString(folder.resolve("pairs.tsv"), "the cat\tкіт\nthe street\tвулиця\n");
    tokenizer = folder.resolve("tokenizer.json").toString();
    var recorded = new RecordedConsole();
    assertThat(
            recorded.run(
                "tokenizer",
                "train",
                "--minimum-frequency",
                "1",
                "--vocabulary",
                "277",
                "--out",
                tokenizer,
                pairs.toString()))
        .as(recorded.notes())
        .isZero();
    assertThat(recorded.notes()).contains("wrote " + tokenizer + " with 277 tokens");
  }

  @Test
  void decodingGivesTheTextBack() {
    var ids = run("", "encode", TEXT).out().strip();
    assertThat(ids).matches("\\d+( \\d+)*");
    assertThat(run("", "decode", ids).out()).isEqualTo(TEXT + "\n");
    assertThat(run("", "decode", ids.replace(' ', ',')).out()).isEqualTo(TEXT + "\n");
  }

  @Test
  void linesAreTakenFromStandardInput() {
    var text = "the cat\n\nкіт\n";
    var ids = run(text, "encode", "-").out();
    assertThat(ids.lines()).hasSize(3);
    assertThat(run(ids, "decode", "-").out()).isEqualTo(text);
  }

  @Test
  void jsonHoldsTokensBesideIds() {
    var json = JsonMapper.shared().readTree(run("", "encode", "--json", "the cat").out());
    assertThat(json.get("ids").size()).isEqualTo(json.get("tokens").size());
    assertThat(
            json.get("tokens")
                .valueStream()
                .map(token -> token.asString())
                .reduce("", String::concat))
        .isEqualTo("the cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"277", "-3", "cat", "99999999999"})
  void whatIsNoIdIsOneLine(String id) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run("tokenizer", "decode", "--tokenizer", tokenizer, "--", id))
        .isEqualTo(2);
    assertThat(recorded.notes())
        .isEqualTo("uvaha: '" + id + "' is no token id: this tokenizer's are 0 to 276\n");
  }

  @Test
  void anotherFileIsNoTokenizer() throws IOException {
    var file = Files.writeString(folder.resolve("x.json"), "[1, 2");
    var recorded = new RecordedConsole();
    assertThat(recorded.run("tokenizer", "encode", "--tokenizer", file.toString(), "cat"))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines()).singleElement().asString().contains("x.json");
  }

  @Test
  void textThatIsNotUtf8IsOneLine() throws IOException {
    var file = Files.write(folder.resolve("latin.txt"), new byte[] {'a', '\n', (byte) 0xFF, '\n'});
    var recorded = new RecordedConsole();
    assertThat(recorded.run("tokenizer", "train", "--out", tokenizer, file.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("uvaha: " + file + ":2: not UTF-8");
  }

  @Test
  void noTextAtAllIsOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("empty.txt"), "\n\n");
    var out = folder.resolve("none.json");
    var recorded = new RecordedConsole();
    assertThat(recorded.run("tokenizer", "train", "--out", out.toString(), file.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines()).last().asString().contains("no text to learn from");
    assertThat(out).doesNotExist();
  }

  @Test
  void tooSmallAVocabularyIsOneLine() {
    var recorded = new RecordedConsole();
    assertThat(
            recorded.run("tokenizer", "train", "--vocabulary", "9", "--out", tokenizer, tokenizer))
        .isEqualTo(2);
    assertThat(recorded.notes().lines()).singleElement().asString().contains("vocabularySize=9");
  }

  private RecordedConsole run(String input, String command, String... more) {
    var recorded = new RecordedConsole(input.getBytes(StandardCharsets.UTF_8));
    var arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("tokenizer", command, "--tokenizer", tokenizer),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new);
    assertThat(recorded.run(arguments)).as(recorded.notes()).isZero();
    return recorded;
  }
}
