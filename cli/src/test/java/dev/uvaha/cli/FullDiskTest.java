package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingException;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.translation.TinyTranslator;
import dev.uvaha.translation.recipe.RecipeListener;
import dev.uvaha.translation.recipe.TranslationTraining;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that is really full costs one line, and nothing that was there.
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {
  private static final String FULL = "No space left on device";

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void makeModel() throws IOException {
    TinyTranslator.in(shared.resolve("model"));
  }

  @Test
  void standardOutputThatIsFullIsOneLine() throws IOException {
    try (var full = new FileOutputStream("/dev/full")) {
      var recorded = new RecordedConsole(full);
      assertThat(translate(recorded, "The cat.")).isEqualTo(Failures.FAILED);
      assertThat(recorded.notes())
          .isEqualTo("uvaha: can't write to standard output: " + FULL + "\n");
    }
  }

  @Test
  void aFileThatDoesNotFitLeavesTheOlder() throws IOException {
    try (var disk = disk()) {
      var file = disk.folder().resolve("file");
      AtomicFile.write(file, new byte[] {7});
      disk.fill();
      assertThatThrownBy(() -> AtomicFile.write(file, new byte[9_001]))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write " + file + ": " + FULL);
      assertThat(file).hasBinaryContent(new byte[] {7});
      try (var files = Files.list(disk.folder())) {
        assertThat(files).hasSize(2); // and what fills the disk
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat.safetensors", "cat.html", "cat.svg", "cat.json"})
  void whatACommandWritesLeavesTheOlder(String name) throws IOException {
    try (var disk = disk()) {
      var file = disk.folder().resolve(name);
      assertThat(write(new RecordedConsole(), file, "The cat.")).isZero();
      var older = Files.readAllBytes(file);
      disk.fill();
      var recorded = new RecordedConsole();
      assertThat(write(recorded, file, "the street")).isEqualTo(Failures.FAILED);
      assertThat(recorded.notes()).isEqualTo("uvaha: cannot write " + file + ": " + FULL + "\n");
      assertThat(file).hasBinaryContent(older);
      disk.free();
      assertThat(write(new RecordedConsole(), file, "the street")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "training.checkpoints.every, state/last.safetensors",
    "training.validation.every, checkpoints/step-4.safetensors",
  })
  void aTrainingThatDoesNotFitGoesOnLater(String interval, String name) throws IOException {
    try (var disk = disk()) {
      var run = disk.folder().resolve("run");
      assertThat(train(run, "--set", "training.limits.steps=3")).isZero();
      var state = Files.readAllBytes(run.resolve("state/last.safetensors"));
      var model = Files.readAllBytes(run.resolve("model.safetensors"));
      TrainingListener filling =
          event -> {
            if (event instanceof TrainingEvent.Stepped) disk.fill();
          };
      var training =
          new TranslationTraining(RecipeListener.silent(), List.of(filling), StopSignal::new);
      assertThatThrownBy(
              () -> training.goOn(run, List.of("training.limits.steps=5", interval + "=4")))
          .isInstanceOf(TrainingException.class)
          .hasMessage(
              "cannot save %s (%s): free some space or choose another folder; what was saved before is intact"
                  .formatted(run.resolve(name), FULL));
      assertThat(run.resolve("state/last.safetensors")).hasBinaryContent(state);
      assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
      disk.free();
      assertThat(train(run, "--resume", "--set", "training.limits.steps=5")).isZero();
    }
  }

  private SmallDisk disk() throws IOException {
    var disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "4m");
    Assumptions.assumeTrue(disk.isPresent(), "this system lets no user mount a disk");
    return disk.orElseThrow();
  }

  private static int write(RecordedConsole recorded, Path file, String text) {
    return file.toString().endsWith(".safetensors")
        ? recorded.run(
            "trace",
            "--model",
            shared.resolve("model").toString(),
            "--text",
            text,
            "--out",
            file.toString())
        : translate(recorded, "--attention", file.toString(), text);
  }

  private static int train(Path run, String... more) {
    return new RecordedConsole()
        .run(
            Stream.concat(Stream.of("train", "smoke", "--out", run.toString()), Stream.of(more))
                .toArray(String[]::new));
  }

  private static int translate(RecordedConsole recorded, String... arguments) {
    return recorded.run(
        Stream.concat(
                Stream.of("translate", "--model", shared.resolve("model").toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }
}
