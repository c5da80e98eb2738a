package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
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
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Uvaha.class.getName(),
                "train",
                "smoke",
                "--set",
                "training.limits.steps=100000",
                "--out",
                out.toString()));
    var notes = folder.resolve("notes");
    var process = new ProcessBuilder(command).redirectError(notes.toFile()).start();
    try {
      for (int i = 0; i < 600 && !Files.readString(notes).contains("step "); i++) Thread.sleep(100);
      var kill = new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(notes)).isEqualTo(130);
    assertThat(Files.readString(notes))
        .contains("and saved; to go on: uvaha train smoke --out " + out + " --resume");

    var resumed = new RecordedConsole();
    assertThat(train(resumed, out, "--resume", "--set", "training.limits.steps=1"))
        .as(resumed.notes())
        .isZero();
  }

  private static int train(RecordedConsole recorded, Path out, String... more) {
    return recorded.run(
        Stream.concat(Stream.of("train", "smoke", "--out", out.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}
