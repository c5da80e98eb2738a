package dev.uvaha.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void allAreComparedByOneSeedBeforeTheNext() {
    var watch = new RecordingWatch();
    var first = compare(List.of(1L, 2L), watch);
    assertThat(watch.begun())
        .containsExactly(
            "a-seed1, 1 of 4", "b-seed1, 2 of 4", "a-seed2, 3 of 4", "b-seed2, 4 of 4");
    assertThat(first).containsOnlyKeys("a", "b");
    assertThat(first.get("b")).extracting(Result::error).containsExactly(1.0, 2.0);
  }

  @Test
  void partsMadeBeforeAreCountedButNotBegun() {
    var before = compare(List.of(1L), new RecordingWatch());
    var watch = new RecordingWatch();
    var after = compare(List.of(1L, 2L), watch);
    assertThat(watch.begun()).containsExactly("a-seed2, 3 of 4", "b-seed2, 4 of 4");
    assertThat(before).containsEntry("a", List.of(new Result(1, List.of())));
    assertThat(after)
        .containsEntry("a", List.of(new Result(1, List.of()), new Result(2, List.of())));
  }

  private Map<String, List<Result>> compare(List<Long> seeds, Watch watch) {
    var study =
        new Study(Study.Scale.QUICK, seeds, Optional.empty(), Parts.open(folder, "example"), watch);
    return study.compare(
        List.of("a", "b"),
        name -> name,
        Result.class,
        (part, name, seed) -> new Result(seed, List.of()));
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
  void aStudyWithoutPartsGivesWay() throws IOException {
    Parts.open(folder, "own text, as it was");
    Parts.open(folder, "own text, mended").get("one", Result.class, () -> new Result(1, List.of()));
    assertThat(Parts.areIn(folder)).isTrue();
    assertThat(Files.readString(folder.resolve("study.txt"))).contains("mended");
  }

  @Test
  void partsOfAnotherStudyAreRefused() {
    Parts.open(folder, "toy, quick").get("one", Result.class, () -> new Result(1, List.of()));
    assertThatThrownBy(() -> Parts.open(folder, "toy, full"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder
                + " holds parts of another study (toy, quick, not toy, full): choose another folder");
  }
}
