package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.TinyTranslator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

final class TranslateCommandTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path folder = Path.of("");

  private static Path model() {
    return shared.resolve("model");
  }

  @BeforeAll
  static void makeModel() throws IOException {
    TinyTranslator.in(model());
  }

  @Test
  void aTextIsOneLineAndWordsNeedNoQuotes() {
    var quoted = run("", "The cat sees.");
    assertThat(quoted.out().lines()).hasSize(1);
    assertThat(quoted.notes()).isEmpty();
    assertThat(run("", "The", "cat", "sees.").out()).isEqualTo(quoted.out());
  }

  @Test
  void theLanguageIsTheOtherOneUnlessAsked() {
    assertThat(json("The cat").get("language").asString()).isEqualTo("uk");
    assertThat(json("Кіт").get("language").asString()).isEqualTo("en");
    assertThat(json("--to", "uk", "Кіт").get("language").asString()).isEqualTo("uk");
  }

  @Test
  void linesComeOutInOrderAndBlankOnesStay() {
    var lines = List.of("The cat", "Кіт", "", "***", "the street sees the cat", "cat");
    var out = run(String.join("\n", lines), "-").out().lines().toList();
    assertThat(out).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      var alone = i == 2 || i == 3 ? lines.get(i) + "\n" : run("", lines.get(i)).out();
      assertThat(out.get(i) + "\n").isEqualTo(alone);
    }
  }

  @Test
  void theBestComeWithTheirScoresInOrder() {
    var scores =
        run("", "--n-best", "5", "The cat")
            .out()
            .lines()
            .map(line -> Double.parseDouble(line.substring(0, line.indexOf('\t'))))
            .toList();
    assertThat(scores).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void unknownWordsAreNamedWithAWayOut() {
    var recorded = run("the cet\nthe cat\nthe cet 🐈", "-");
    assertThat(recorded.notes().lines())
        .containsExactly(
            "uvaha: standard input:1: unknown word 'cet', did you mean cat?",
            "uvaha: "
                + model()
                + " knows 6 words, and only guesses at others; to train one on your own text:"
                + " uvaha train parallel --set data.train=pairs.tsv",
            "uvaha: standard input:3: unknown word '🐈'");
    assertThat(recorded.out().lines()).hasSize(3);
    assertThat(json("the cet").get("unknownWords").get(0).get("suggestions").get(0).asString())
        .isEqualTo("cat");
  }

  @Test
  void wordsOfAModelDoNotSteerTheTerminal() throws IOException {
    var hostile = TinyTranslator.in(folder.resolve("hostile"));
    Files.writeString(hostile.resolve("words.txt"), "the\nc\u001Bt\n");
    var recorded = new RecordedConsole();
    assertThat(recorded.run("translate", "--model", hostile.toString(), "the cat")).isZero();
    assertThat(recorded.notes()).contains("unknown word 'cat', did you mean c t?");
  }

  @Test
  void whatIsReadOtherwiseThanItStandsIsSaid() {
    assertThat(run("", "the  CAT").notes()).isEqualTo("uvaha: read as: The cat.\n");
    var together = run("", "--json", "The cat. The street!");
    assertThat(together.notes()).isEqualTo("uvaha: read as: The cat. The street.\n");
    assertThat(together.out()).contains("\"sentences\":[\"The cat.\",\"The street.\"]");
    assertThat(run("The cat. The street.\n", "-").out().lines()).hasSize(1);
  }

  @Test
  void aTextInTheLanguageAskedForIsNoted() {
    assertThat(run("", "--to", "en", "The cat.").notes())
        .isEqualTo("uvaha: the text seems to be in 'en' already; --to uk translates it\n");
  }

  @Test
  void attentionIsOfOneSentence() {
    var recorded = new RecordedConsole();
    var several = "The cat. The street.";
    assertThat(recorded.run("translate", "--model", model().toString(), "--show", several))
        .isEqualTo(2);
    assertThat(recorded.notes()).contains("this text has 2: give one");
    assertThat(recorded.out()).isEmpty();
  }

  @Test
  void attentionIsWrittenAndDrawn() throws IOException {
    for (var ending : List.of("html", "svg", "json")) {
      var file = folder.resolve("cat." + ending);
      var recorded = run("", "--attention", file.toString(), "The cat.");
      assertThat(recorded.notes()).isEqualTo("uvaha: wrote the attention to " + file + "\n");
      assertThat(Files.readString(file)).contains("cat", "<2uk>".substring(1, 4));
    }
    var shown = run("", "--show", "The cat").out();
    assertThat(shown).contains("cross-attention, layer").contains("The", "cat", "</s>");
    assertThat(shown).doesNotContain("\033");
    var terminal = new RecordedConsole(Map.of(), Map.of("terminals", "12", "columns", "83"));
    terminal.run("translate", "--model", model().toString(), "--show", "The cat");
    assertThat(terminal.out()).contains("\033[48;5;");
  }

  static Stream<Arguments> badInput() {
    return Stream.of(
        Arguments.of("", List.of(), "nothing to translate"),
        Arguments.of("", List.of(" \t "), "nothing to translate: the text is empty"),
        Arguments.of("", List.of("word ".repeat(10_000)), "tokens and the model reads at most 23"),
        Arguments.of("", List.of("🙂👍"), "nothing to translate: the text has no words"),
        Arguments.of("", List.of("a\u0007b"), "control character (U+0007, character 2)"),
        Arguments.of("", List.of("--to", "fr", "cat"), "into en and uk, not into 'fr'"),
        Arguments.of("", List.of("--beam", "0", "cat"), "--beam must be 1 to 64, got 0"),
        Arguments.of("", List.of("--beam", "x", "cat"), "'x' is not an int"),
        Arguments.of("", List.of("--n-best", "-1", "cat"), "--n-best must be 1 to 64"),
        Arguments.of("", List.of("--attention", "cat.png", "cat"), "cat.png: attention is written"),
        Arguments.of("", List.of("--attention", "x.svg", "-"), "--attention draws one text"),
        Arguments.of("", List.of("--show", "--json", "cat"), "choose one"),
        Arguments.of("", List.of("The \uFFFD"), "not UTF-8 (character 5"),
        Arguments.of("cat\ncat\n", List.of("--to", "fr", "-"), "into en and uk, not into 'fr'"));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void badInputIsOneLineAndNonZero(String input, List<String> arguments, String line) {
    var recorded = new RecordedConsole(input.getBytes(StandardCharsets.UTF_8));
    assertThat(exitCode(recorded, arguments)).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines())
        .singleElement()
        .asString()
        .startsWith("uvaha: ")
        .contains(line);
    assertThat(recorded.out()).isEmpty();
  }

  /// Lines 2, 4 and 6 can't be translated: too long, a control character, not UTF-8.
  private static RecordedConsole withGoodAndBadLines() {
    var lines = new ByteArrayOutputStream();
    for (var line : List.of("The cat", "cat ".repeat(99), "Кіт", "\u001B[2J", "  "))
      lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(new byte[] {'c', (byte) 0xD0, '\n', 'c', 'a', 't'});
    return new RecordedConsole(lines.toByteArray());
  }

  @Test
  void aBadLineCostsOnlyItself() {
    var recorded = withGoodAndBadLines();
    assertThat(exitCode(recorded, List.of("-"))).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.out().lines())
        .containsExactly(
            run("", "The cat").out().strip(),
            "",
            run("", "Кіт").out().strip(),
            "",
            "  ",
            "",
            run("", "cat").out().strip());
    assertThat(recorded.notes().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("uvaha: standard input:2: the text has 1"),
            line -> assertThat(line).startsWith("uvaha: standard input:4: the text has a control"),
            line -> assertThat(line).startsWith("uvaha: standard input:6: not UTF-8 at byte 2"));
  }

  @Test
  void aBadLineIsAnErrorAmongObjects() {
    var recorded = withGoodAndBadLines();
    assertThat(exitCode(recorded, List.of("--json", "-"))).isEqualTo(Failures.BAD_INPUT);
    var objects = recorded.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(objects.stream().map(object -> object.has("error")))
        .containsExactly(false, true, false, true, false, true, false);
    assertThat(objects.stream().map(object -> object.has("translation")))
        .containsExactly(true, false, true, false, true, false, true);
    assertThat(objects.get(3).get("error").asString())
        .startsWith("the text has a control character");
    assertThat(objects.get(3).get("source").asString()).isEqualTo(" [2J");
  }

  @Test
  void whatIsNoModelFolderIsOneLine() throws IOException {
    var missing = folder.resolve("missing");
    assertThat(failure(missing)).contains(missing + ": no such folder");
    assertThat(failure(Files.createDirectory(folder.resolve("empty")))).contains("no config.json");
    var other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("config.json"), "{\"architecture\": \"gpt\"}");
    assertThat(failure(other)).contains("this is a 'gpt'");
    var half = TinyTranslator.in(folder.resolve("half"));
    Files.delete(half.resolve("tokenizer.json"));
    assertThat(failure(half)).contains("tokenizer.json");
    Files.writeString(half.resolve("tokenizer.json"), "[1, 2");
    assertThat(failure(half)).contains("tokenizer.json: ", "save the tokenizer again");
    var latin = TinyTranslator.in(folder.resolve("latin"));
    Files.write(latin.resolve("words.txt"), new byte[] {'a', '\n', (byte) 0xFF, '\n'});
    assertThat(failure(latin)).contains("words.txt:2: not UTF-8");
    var cut = TinyTranslator.in(folder.resolve("cut"));
    var weights = Files.readAllBytes(cut.resolve("model.safetensors"));
    Files.write(cut.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, 1000));
    assertThat(failure(cut)).contains("model.safetensors");
  }

  @Test
  void attentionThatCannotBeWrittenIsOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var recorded = run("", "--attention", file.resolve("cat.svg").toString(), "cat");
    assertThat(recorded.notes().lines())
        .singleElement()
        .asString()
        .startsWith("uvaha: cannot write " + file.resolve("cat.svg"));
  }

  private static String failure(Path folder) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run("translate", "--model", folder.toString(), "cat"))
        .as(recorded.notes())
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.notes().lines()).hasSize(1);
    return recorded.notes();
  }

  private static tools.jackson.databind.JsonNode json(String... arguments) {
    var all = Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new);
    return JsonMapper.shared().readTree(run("", all).out());
  }

  private static RecordedConsole run(String input, String... arguments) {
    var recorded = new RecordedConsole(input.getBytes(StandardCharsets.UTF_8));
    exitCode(recorded, List.of(arguments));
    return recorded;
  }

  private static int exitCode(RecordedConsole recorded, List<String> arguments) {
    var all =
        Stream.concat(Stream.of("translate", "--model", model().toString()), arguments.stream());
    return recorded.run(all.toArray(String[]::new));
  }
}
