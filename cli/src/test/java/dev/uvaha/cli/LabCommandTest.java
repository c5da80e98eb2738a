package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.catalog.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class LabCommandTest {
  @TempDir private Path folder = Path.of("");
  private final RecordedConsole recorded = new RecordedConsole();

  @Test
  void withoutANameItListsTheExperiments() {
    assertThat(recorded.run("lab")).isZero();
    assertThat(recorded.out()).contains(Experiments.all().stream().map(Experiment::name).toList());
  }

  @Test
  void anExperimentLeavesAPageAndPrintsItsVerdicts() throws IOException {
    var out = folder.resolve("permutation");
    assertThat(recorded.run("lab", "permutation", "--quick", "--out", out.toString())).isZero();
    assertThat(recorded.out()).contains("seen ");
    assertThat(Files.readString(out.resolve("index.html"))).contains("<svg");
    var results = JsonMapper.shared().readTree(Files.readString(out.resolve("results.json")));
    assertThat(results.path("experiment").asString()).isEqualTo("permutation");
    assertThat(results.path("verdicts").size()).isPositive();
    assertThat(recorded.notes()).contains(out.resolve("index.html").toString());
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    var out = folder.resolve("permutation").toString();
    recorded.run("lab", "permutation", "--quick", "--out", out);
    assertThat(recorded.notes()).contains("part 1 of 7, self_attention-seed1: ");
    var again = new RecordedConsole();
    assertThat(again.run("lab", "permutation", "--quick", "--json", "--out", out)).isZero();
    assertThat(again.notes()).doesNotContain("seed1: ");
    assertThat(JsonMapper.shared().readTree(again.out()).path("seeds").size()).isEqualTo(1);
  }

  @Test
  void partsOfAnotherStudyAreNotMixedIn() {
    var out = folder.resolve("permutation").toString();
    recorded.run("lab", "permutation", "--quick", "--out", out);
    assertThat(recorded.run("lab", "permutation", "--out", out)).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("parts of another study");
  }

  @Test
  void whatIsSomethingElsesIsNotWrittenOver() throws IOException {
    Files.writeString(folder.resolve("index.html"), "mine");
    Files.createDirectory(folder.resolve("parts"));
    assertThat(recorded.run("lab", "permutation", "--quick", "--out", folder.toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("is not empty, and holds no experiment");
    assertThat(Files.readString(folder.resolve("index.html"))).isEqualTo("mine");
  }

  @Test
  void whatCannotBeRunIsOneLine() {
    assertThat(recorded.run("lab", "toys")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("there is no experiment 'toys'; there are: ");
    assertThat(recorded.run("lab", "permutation", "--seeds", "0")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("seeds must be 1 to 1000, got 0");
    assertThat(recorded.run("lab", "coreference", "--seeds", "2")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("no seed changes coreference");
    assertThat(recorded.run("lab", "toy", "--train", "a.tsv", "--test", "b.tsv"))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("toy takes no text");
    assertThat(recorded.run("lab", "bottleneck", "--train", "a.tsv")).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes()).contains("--train and --test belong together");
  }
}
