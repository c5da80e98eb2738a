package dev.uvaha.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartsTest {
  private record Result(double error, List<Double> losses) {}

  @TempDir Path folder;

  @Test
  void whatWasDoneOnceIsNotDoneAgain() {
    var made = new Result(0.1, List.of(1e-300, 3.0));
    assertThat(Parts.open(folder, "toy").get("one", Result.class, () -> made)).isEqualTo(made);
    var again =
        Parts.open(folder, "toy")
            .get(
                "one",
                Result.class,
                () -> {
                  throw new AssertionError("done again");
                });
    assertThat(again).isEqualTo(made);
  }

  @Test
  void eachSeedIsAPartOfItsOwn() {
    var study = ExampleExperiment.study(folder);
    var run = new ArrayList<String>();
    Study.SeededWork<Result> work =
        (part, seed) -> {
          run.add(part);
          return new Result(seed, List.of());
        };
    var first = study.eachSeed("net", Result.class, work);
    var second = study.eachSeed("net", Result.class, work);
    assertThat(run).containsExactly("net-seed1", "net-seed2");
    assertThat(second).isEqualTo(first).extracting(Result::error).containsExactly(1.0, 2.0);
  }

  @Test
  void aDamagedPartIsOneClearLine() throws IOException {
    var parts = Parts.open(folder, "toy");
    Files.writeString(folder.resolve("one.json"), "{\"error\": 0.");
    assertThatThrownBy(() -> parts.get("one", Result.class, () -> new Result(1, List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder.resolve("one.json")
                + ": not the part that it should be; delete it, and it will be made again");
  }

  @Test
  void partsOfAnotherStudyAreRefused() {
    Parts.open(folder, "toy, quick");
    assertThatThrownBy(() -> Parts.open(folder, "toy, full"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder
                + " holds parts of another study (toy, quick, not toy, full): choose another folder");
  }
}
