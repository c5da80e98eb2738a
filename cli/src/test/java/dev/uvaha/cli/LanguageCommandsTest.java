package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `generate`, `chat`, `embed`, and `trace` of language models.
final class LanguageCommandsTest {
  private static final Path FIXTURES = Path.of("../hub/src/test/resources/fixtures");
  private static final Path SENTENCES =
      Path.of("../language/src/test/resources/dev/uvaha/language/sentences");

  @TempDir private static Path model = Path.of("");

  @BeforeAll
  static void makeModel() throws IOException {
    copyModel(model);
  }

  static void copyModel(Path folder) throws IOException {
    try (var files = Files.list(FIXTURES.resolve("llama"))) {
      for (var file : files.toList()) Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  private static RecordedConsole run(String input, String... arguments) {
    var recorded = new RecordedConsole(input.getBytes(StandardCharsets.UTF_8));
    assertThat(recorded.run(arguments)).as(recorded.notes()).isZero();
    return recorded;
  }

  private static JsonNode generated(String... further) {
    return generated(7, further);
  }

  private static JsonNode generated(int tokens, String... further) {
    var most = Integer.toString(tokens);
    var arguments =
        Stream.concat(
                Stream.of("generate", "--model", model.toString(), "--json", "--max-tokens", most),
                Stream.of(further))
            .toArray(String[]::new);
    return JsonMapper.shared().readTree(run("", arguments).out());
  }

  @Test
  void generateGoesOnWithThePrompt() {
    var said = generated("The cat");
    assertThat(said.path("tokens").size()).isEqualTo(7);
    assertThat(said.path("ending").asString()).isEqualTo("length");
    assertThat(said.at("/tokens/0/log_probability").asDouble()).isNegative();
    var text = run("", "generate", "--model", model.toString(), "--max-tokens", "7", "The cat");
    assertThat(text.out()).isEqualTo("The cat" + said.path("text").asString() + "\n");
    assertThat(text.notes()).contains("7 tokens after");
  }

  @Test
  void theSameSeedWritesTheSame() {
    var first = generated("--temperature", "1.5", "--seed", "3", "The cat");
    assertThat(generated("--temperature", "1.5", "--seed", "3", "The cat")).isEqualTo(first);
    assertThat(generated("--temperature", "1.5", "--seed", "4", "The cat")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"--top-k, 1", "--top-p, 0.0001", "--min-p, 1"})
  void theNarrowestCutLeavesTheLikeliest(String cut, String value) {
    var likeliest = generated("The cat");
    assertThat(generated("--temperature", "1.5", "--seed", "3", "The cat")).isNotEqualTo(likeliest);
    assertThat(generated("--temperature", "1.5", "--seed", "3", cut, value, "The cat"))
        .isEqualTo(likeliest);
  }

  @ParameterizedTest
  @CsvSource({"--top-k, 0", "--top-p, 1", "--min-p, 0"})
  void aCutWithoutATemperatureDrawsByTheProbabilities(String cut, String value) {
    assertThat(generated("--seed", "3", cut, value, "The cat"))
        .isEqualTo(generated("--seed", "3", "--temperature", "1", "The cat"))
        .isNotEqualTo(generated("The cat"));
  }

  @Test
  void aHighPenaltyLetsNothingComeAgain() {
    var usual = generated(29, "The cat").path("tokens");
    assertThat(usual.findValues("id").stream().distinct().count()).isLessThan(29);
    var penalized = generated(29, "--repetition-penalty", "100", "The cat");
    assertThat(penalized.path("tokens").findValues("id")).hasSize(29).doesNotHaveDuplicates();
  }

  @Test
  void theTextEndsBeforeTheFirstOfItsStops() {
    for (var seed = 0; ; seed++) {
      var hot = new String[] {"--temperature", "1", "--seed", Integer.toString(seed), "The cat"};
      var whole = generated(hot).path("text").asString();
      var early = whole.substring(2, 4);
      var late = whole.substring(whole.length() - 2);
      if (whole.contains("\uFFFD") || whole.indexOf(late) <= whole.indexOf(early)) continue;
      assertEndsBefore(early, whole, Stream.of("--stop", early, "--stop", late), hot);
      assertEndsBefore(early, whole, Stream.of("--stop", late, "--stop", early), hot);
      assertEndsBefore(late, whole, Stream.of("--stop", late), hot);
      return;
    }
  }

  private static void assertEndsBefore(
      String stop, String whole, Stream<String> stops, String... further) {
    var stopped = generated(Stream.concat(stops, Stream.of(further)).toArray(String[]::new));
    assertThat(stopped.path("ending").asString()).isEqualTo("stop");
    assertThat(stopped.path("text").asString()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
  }

  @Test
  void weightsMayBeRoundedOrExact() {
    var exact = generated("--device", "cpu", "The cat").path("tokens");
    var half = generated("The cat").path("tokens");
    for (var i = 0; i < 7; i++)
      assertThat(half.path(i).path("id")).isEqualTo(exact.path(i).path("id"));
    assertThat(generated("--weights", "int8", "The cat").path("tokens").size()).isEqualTo(7);
  }

  @Test
  void badInputIsOneLine() {
    var folder = model.toString();
    assertRefused("temperature", "generate", "--model", folder, "--temperature", "-1", "x");
    assertRefused("top-k must be 0 or more", "generate", "--model", folder, "--top-k", "-1", "x");
    assertRefused("top-p must be in (0, 1]", "generate", "--model", folder, "--top-p", "0", "x");
    assertRefused("min-p must be in [0, 1]", "generate", "--model", folder, "--min-p", "2", "x");
    assertRefused(
        "repetition penalty must be in [0.01, 100]",
        "generate",
        "--model",
        folder,
        "--repetition-penalty",
        "0",
        "x");
    assertRefused("no config.json", "generate", "--model", FIXTURES.toString(), "x");
    assertRefused(
        "keeps float16 or int8", "generate", "--model", folder, "--weights", "float32", "x");
    assertRefused("the prompt has no tokens", "generate", "--model", folder, "");
    assertRefused("shorten it", "generate", "--model", folder, "cat ".repeat(200));
    assertRefused("no chat template", "chat", "--model", folder);
    assertRefused("split it", "embed", "--model", SENTENCES.toString(), "cat ".repeat(40));
    assertRefused("known are bert", "embed", "--model", folder, "cat");
  }

  private static void assertRefused(String message, String... arguments) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments)).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains(message).hasLineCount(1);
  }

  private static void makeTalker(Path folder) throws IOException {
    for (var name : new String[] {"config.json", "model.safetensors", "tokenizer.json"})
      Files.copy(model.resolve(name), folder.resolve(name));
    Files.writeString(
        folder.resolve("chat_template.jinja"),
        "{% for m in messages %}{{ m.role[:1] + m.content }}{% endfor %}");
  }

  /// Lets a model that was copied write for long.
  static void lengthenContext(Path folder) throws IOException {
    var config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst(
                "\"max_position_embeddings\": \\d+", "\"max_position_embeddings\": 100000"));
  }

  private static RecordedConsole talk(Path folder, String said, int exitCode, String... further) {
    var recorded = new RecordedConsole(said.getBytes(StandardCharsets.UTF_8));
    var arguments =
        Stream.concat(Stream.of("chat", "--model", folder.toString()), Stream.of(further));
    assertThat(recorded.run(arguments.toArray(String[]::new)))
        .as(recorded.notes())
        .isEqualTo(exitCode);
    return recorded;
  }

  @Test
  void anotherAnswerIsDrawnWhereTheLikeliestWasTold(@TempDir Path folder) throws IOException {
    makeTalker(folder);
    var asked = new String[] {"--max-tokens", "13"};
    var answers = talk(folder, "Hi.\n/again\n/again\n", 0, asked).out();
    assertThat(answers.lines().distinct()).hasSize(3);
    assertThat(talk(folder, "Hi.\n/again\n/again\n", 0, asked).out()).isEqualTo(answers);
  }

  @Test
  @Timeout(120)
  void ctrlCStopsTheAnswerAndNotTheProgram(@TempDir Path folder) throws Exception {
    makeTalker(folder);
    lengthenContext(folder);
    var out = folder.resolve("out.txt");
    var notes = folder.resolve("notes.txt");
    var command =
        UvahaProcess.prepared("chat", "--model", folder.toString(), "--max-tokens", "90000");
    // Whoever started the tests in the background may have had Ctrl-C ignored.
    var heeding = List.of("env", "--default-signal=INT");
    var asked = Stream.concat(heeding.stream(), Stream.of("true")).toList();
    assumeTrue(new ProcessBuilder(asked).start().waitFor() == 0, "no env of GNU here");
    command.command().addAll(0, heeding);
    var process = command.redirectOutput(out.toFile()).redirectError(notes.toFile()).start();
    try (var said = process.outputWriter(StandardCharsets.UTF_8)) {
      said.write("Hi.\n");
      said.flush();
      while (Files.size(out) < 100) Thread.sleep(20); // it answers, and would for long
      var interrupt = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
      assertThat(interrupt.waitFor()).isZero();
      said.write("/history\n/quit\n");
      said.flush();
      assertThat(process.waitFor()).isZero();
      assertThat(Files.readString(out)).hasLineCount(1);
      assertThat(Files.readString(notes)).contains("user: Hi.", "assistant: ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatIsRefusedInAPipeIsToldByTheExitCode(@TempDir Path folder) throws IOException {
    makeTalker(folder);
    var asked = new String[] {"--max-tokens", "3"};
    for (var refused :
        List.of("cat ".repeat(200), "/nonsense", "/again", "/save", "/save " + folder)) {
      var answers = talk(folder, refused + "\nHi.\n", Failures.BAD_INPUT, asked);
      assertThat(answers.out()).hasLineCount(1); // the others are answered
      assertThat(answers.notes()).contains("uvaha: ");
    }
  }

  @Test
  void aFullContextIsNoLimitOfTokens(@TempDir Path folder) throws IOException {
    makeTalker(folder);
    assertThat(talk(folder, "Hi.\n", 0, "--max-tokens", "3").notes())
        .contains("cut at the limit of tokens; --max-tokens raises it");
    assertThat(talk(folder, "Hi.\n", 0, "--max-tokens", "9999").notes())
        .contains("the model's context of 64 tokens is full; /reset begins anew")
        .doesNotContain("--max-tokens");
    var generated =
        run("", "generate", "--model", folder.toString(), "--max-tokens", "9999", "The cat");
    assertThat(generated.notes()).contains("the model's context of 64 tokens is full");
  }

  @Test
  void chatAnswersRemembersAndObeys(@TempDir Path folder) throws IOException {
    makeTalker(folder);
    var saved = folder.resolve("saved.json");
    var said =
        talk(
            folder,
            "Hi.\n/again\n/nonsense\n/save %s\n/history\n/undo\n/history\n/help\n/quit\nno\n"
                .formatted(saved),
            Failures.BAD_INPUT, // the nonsense
            "--max-tokens",
            "3");
    assertThat(said.out()).hasLineCount(2);
    assertThat(said.notes())
        .contains("there is no /nonsense", "wrote " + saved, "user: Hi.", "nothing was said yet")
        .contains("/reset")
        .doesNotContain("user: no");
    var messages = JsonMapper.shared().readTree(Files.readAllBytes(saved));
    assertThat(messages.size()).isEqualTo(2);
    assertThat(messages.at("/0/content").asString()).isEqualTo("Hi.");
  }

  @Test
  void embedGivesVectorsAndCosines() {
    var vector = run("", "embed", "--model", SENTENCES.toString(), "the cat").out();
    assertThat(JsonMapper.shared().readTree(vector).path("vector").size()).isEqualTo(12);
    var cosines =
        run("", "embed", "--model", SENTENCES.toString(), "--compare", "the cat", "a dog").out();
    assertThat(cosines).startsWith(" 1.000").hasLineCount(2).contains("1.000  a dog");
  }

  @Test
  void traceReadsLanguageModelsAndBert(@TempDir Path folder) {
    var out = folder.resolve("trace.safetensors").toString();
    run("", "trace", "--model", model.toString(), "--text", "The cat", "--out", out);
    run("", "trace", "--model", model.toString(), "--ids", "3,5,7", "--out", out);
    var bert = FIXTURES.resolve("bert").toString();
    run("", "trace", "--model", bert, "--ids", "3,5", "--type-ids", "0,1", "--out", out);
    assertThat(Path.of(out)).isNotEmptyFile();
    assertRefused("for a BERT", "trace", "--type-ids", "0", "--text", "x", "--out", out);
    assertRefused(
        "for translators",
        "trace",
        "--model",
        bert,
        "--ids",
        "3",
        "--target-ids",
        "1",
        "--out",
        out);
  }
}
