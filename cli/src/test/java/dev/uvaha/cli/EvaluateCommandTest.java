package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.TinyTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  void aFirstLineThatMisleadsAndSwappedColumnsChangeNothing() throws IOException {
    var file = folder.resolve("swapped.tsv");
    Files.writeString(file, "GIMP\tКіт\nКіт\tThe cat\nвулиця\tthe street\n");
    assertThat(evaluate("--data", file.toString()).out()).startsWith("uk → en, 3 sentences");
    assertThat(evaluate("--data", file.toString(), "--to", "uk").out())
        .startsWith("en → uk, 3 sentences");
  }

  @Test
  void languagesOfOneScriptNeedTheRecipeOrTheAsking() throws IOException {
    var model = TinyTranslator.in(folder.resolve("polish"));
    var tokenizer = model.resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer).replace("<2uk>", "<2pl>"));
    var data = Files.writeString(folder.resolve("polish.tsv"), "GIMP\tGIMP\nThe cat\tKot\n");
    var command = List.of("evaluate", "--model", model.toString(), "--data", data.toString());

    var untold = new RecordedConsole();
    assertThat(untold.run(command.toArray(String[]::new))).isEqualTo(Failures.BAD_INPUT);
    assertThat(untold.notes())
        .isEqualTo("uvaha: say by --to which language the second column is in: en or pl\n");
    var asked = new RecordedConsole();
    assertThat(
            asked.run(
                Stream.concat(command.stream(), Stream.of("--to", "pl")).toArray(String[]::new)))
        .isZero();
    assertThat(asked.out()).startsWith("en → pl, 2 sentences");
    Files.writeString(
        model.resolve("recipe.yaml"),
        "languages: {source: en, target: pl}\ndata: {train: a.tsv}\n");
    var told = new RecordedConsole();
    assertThat(told.run(command.toArray(String[]::new))).isZero();
    assertThat(told.out()).startsWith("en → pl, 2 sentences");
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
        Stream.concat(
                Stream.of("evaluate", "--model", folder.resolve("model").toString()),
                Stream.of(arguments))
            .toArray(String[]::new);
    assertThat(recorded.run(all)).as(recorded.notes()).isZero();
    return recorded;
  }
}
