package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
final class TrainCommandTest {
  /// As of a program that `kill` ended, and that did not look after it.
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder = Path.of("");

  @Test
  void trainsATranslatorAndNeverOverwritesIt() throws IOException {
    var out = folder.resolve("run");
    var recorded = new RecordedConsole();
    assertThat(
            train(
                recorded,
                out,
                "--set",
                "training.limits.steps=3",
                "--set",
                "training.step.report=1"))
        .as(recorded.notes())
        .isZero();
    assertThat(recorded.out())
        .contains("en → uk, 20 sentences", "BLEU|nrefs:1", "chrF2|nrefs:1")
        .endsWith("use it by: uvaha translate --model " + out + " TEXT\n");
    assertThat(recorded.notes())
        .contains("learning merges", "training", "tokens/s", " MB")
        .containsPattern("step 3/3 epoch \\d+  validation loss .* BLEU \\d");
    assertThat(new RecordedConsole().run("translate", "--model", out.toString(), "A cat."))
        .isZero();

    var weights = Files.readAllBytes(out.resolve("model.safetensors"));
    var again = new RecordedConsole();
    assertThat(train(again, out)).isEqualTo(Failures.BAD_INPUT);
    assertThat(again.notes().lines())
        .singleElement()
        .asString()
        .contains(out + " holds a run already: resume it");
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(weights);
  }

  @Test
  void helpAndCompletionNameTheShippedRecipes() {
    var help = new RecordedConsole();
    help.run("train", "--help");
    var completion = new RecordedConsole();
    completion.run("completion");
    assertThat(help.out()).contains(Recipe.RECIPES.shipped());
    assertThat(completion.out()).contains(Recipe.RECIPES.shipped());
  }

  @Test
  void whatCannotBeFollowedIsOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    for (var wrong :
        List.of(
            List.of("train", "no-such-recipe"),
            List.of("train", "smoke", "--set", "training.nonsense=1"),
            List.of("train", "smoke", "--set", "nonsense"),
            List.of("train", "smoke", "--out", file.toString()),
            List.of("train", "smoke", "--resume", "--out", folder.resolve("new").toString()),
            List.of("train", "parallel", "--out", folder.resolve("new").toString()),
            List.of(
                "train",
                "smoke",
                "--set",
                "training.step.accumulation=0",
                "--out",
                folder.resolve("new").toString()),
            List.of("train"))) {
      var recorded = new RecordedConsole();
      assertThat(recorded.run(wrong.toArray(String[]::new))).as("%s", wrong).isNotZero();
      assertThat(recorded.notes().lines()).as("%s", wrong).hasSize(1);
      assertThat(recorded.out()).isEmpty();
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void badPairsAreOneLineThatNamesThem() throws IOException {
    var oneColumn = Files.writeString(folder.resolve("one.tsv"), "a\tб\nc\n");
    var recorded = new RecordedConsole();
    var arguments =
        Stream.of(
            "train",
            "parallel",
            "--set",
            "data.train=" + oneColumn,
            "--out",
            folder.resolve("run").toString());
    assertThat(recorded.run(arguments.toArray(String[]::new))).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains(oneColumn + ":2");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCSavesAndSaysHowToGoOn() throws Exception {
    var out = folder.resolve("run");
    var stopped =
        interrupted(
            "step ",
            "train",
            recipe().toString(),
            "--set",
            "data.train=" + pairs(),
            "--out",
            out.toString());
    assertThat(stopped.exitCode()).as(stopped.notes()).isEqualTo(130);
    var hint = "and saved; to go on: uvaha ";
    assertThat(stopped.notes()).contains(hint);

    var command = stopped.notes().substring(stopped.notes().indexOf(hint) + hint.length()).strip();
    var resumed = new RecordedConsole();
    assertThat(resumed.run((command + " --set training.limits.steps=1").split(" ")))
        .as(resumed.notes())
        .isZero();
    assertThat(resumed.out()).contains("uvaha translate --model " + out);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCBeforeTheFirstStepEndsAtOnceAndLeavesNothing() throws Exception {
    var out = folder.resolve("run");
    var stopped =
        interrupted(
            "reading ",
            "train",
            recipe().toString(),
            "--set",
            "data.train=" + randomWords(),
            "--set",
            "tokenizer.merges=100000",
            "--out",
            out.toString());
    assertThat(stopped.exitCode()).as(stopped.notes()).isEqualTo(TERMINATED);
    assertThat(out).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCAfterTheLastStepEndsAtOnceAndKeepsTheModel() throws Exception {
    var out = folder.resolve("run");
    var stopped =
        interrupted(
            "to do it later: uvaha evaluate --model " + out,
            "train",
            "smoke",
            "--set",
            "training.limits.steps=1",
            "--set",
            "data.test={grammar: 40000}",
            "--out",
            out.toString());
    assertThat(stopped.exitCode()).as(stopped.notes()).isEqualTo(TERMINATED);
    assertThat(new RecordedConsole().run("translate", "--model", out.toString(), "A cat."))
        .isZero();
  }

  @Test
  void theCommandToMeasureLaterMeasures() throws IOException {
    var recorded = new RecordedConsole();
    var pairs = pairs();
    recorded.run(
        "train",
        recipe().toString(),
        "--set",
        "training.limits.steps=1",
        "--set",
        "data.train=" + pairs,
        "--set",
        "data.test=" + pairs,
        "--out",
        folder.resolve("run").toString());
    var hint = "to do it later: uvaha ";
    var command = recorded.notes().substring(recorded.notes().indexOf(hint) + hint.length());
    var later = new RecordedConsole();
    assertThat(later.run(command.lines().findFirst().orElseThrow().split(" "))).isZero();
    assertThat(later.out()).startsWith("en → uk, 106 sentences");
    assertThat(recorded.out()).contains("en → uk, 106 sentences");
  }

  @Test
  void aRunGoesOnByItsOwnRecipe() throws IOException {
    var out = folder.resolve("run");
    var recipe = recipe().toString();
    assertThat(
            new RecordedConsole()
                .run(
                    "train",
                    recipe,
                    "--set",
                    "data.train=" + pairs(),
                    "--set",
                    "training.limits.steps=2",
                    "--out",
                    out.toString()))
        .isZero();
    Files.writeString(Path.of(recipe), "training: {limits: {steps: 7}}\n");
    var resumed = new RecordedConsole();
    assertThat(
            resumed.run(
                "train",
                recipe,
                "--out",
                out.toString(),
                "--resume",
                "--set",
                "training.limits.steps=3"))
        .as(resumed.notes())
        .isZero();
    assertThat(resumed.notes())
        .contains(
            "uvaha: going on by %s; what has changed in %s counts only by --set"
                .formatted(out.resolve("recipe.yaml"), recipe));
    assertThat(resumed.out()).contains("trained in 3 steps");
  }

  /// What becomes of a command that is interrupted as soon as its notes hold a text.
  private Interrupted interrupted(String text, String... arguments) throws Exception {
    var notes = folder.resolve("notes");
    var process = UvahaProcess.prepared(arguments).redirectError(notes.toFile()).start();
    try {
      while (!Files.readString(notes).contains(text)) {
        assertThat(process.isAlive()).as("%s: not yet: %s", notes, text).isTrue();
        Thread.sleep(20);
      }
      var kill = new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    return new Interrupted(process.exitValue(), Files.readString(notes));
  }

  private record Interrupted(int exitCode, String notes) {}

  /// A recipe that leaves open what to learn from.
  private Path recipe() throws IOException {
    return Files.writeString(
        folder.resolve("mine.yaml"),
        """
        name: mine
        data: {valid: {held-out: 7}, batches: {tokens: 97, sentences: 13, maximumLength: 31}}
        tokenizer: {merges: 17, minimumFrequency: 2}
        model:
          layers: {encoder: 1, decoder: 1}
          block: {width: 12, heads: 3, innerWidth: 17, dropout: 0.1}
          maximumLength: 31
        training:
          schedule: {decay: constant, warmup: 5}
          validation: {every: 11, sentences: 3}
          limits: {steps: 100000}
        """);
  }

  /// Pairs of texts whose words all differ: learning merges from them takes long.
  private Path randomWords() throws IOException {
    var random = new Random(7);
    var text = new StringBuilder();
    for (var i = 0; i < 600_000; i++) {
      random.ints(8, 'a', 'z' + 1).forEach(text::appendCodePoint);
      text.append(i % 6 == 5 ? '\n' : i % 3 == 2 ? '\t' : ' ');
    }
    return Files.writeString(folder.resolve("words.tsv"), text);
  }

  private Path pairs() throws IOException {
    return Files.writeString(
        folder.resolve("pairs.tsv"), "The cat\tКіт\na street\tвулиця\n".repeat(53));
  }

  private static int train(RecordedConsole recorded, Path out, String... more) {
    return recorded.run(
        Stream.concat(Stream.of("train", "smoke", "--out", out.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}
