package dev.uvaha.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.studio.TinyRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCatalogTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path folder;

  private RunCatalog catalog(Path... roots) {
    return new RunCatalog(List.of(roots), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void written(Path run, long secondsAgo) throws IOException {
    Files.setLastModifiedTime(
        run.resolve("metrics.jsonl"), FileTime.from(NOW.minusSeconds(secondsAgo)));
  }

  @Test
  void tellsOfEachRunTheLastWrittenFirst() throws IOException {
    written(TinyRuns.translator(folder.resolve("old")), 3_600);
    written(TinyRuns.gpt(folder.resolve("now")), 2);
    Files.createDirectories(folder.resolve("nothing"));
    var runs = catalog(folder).list();
    assertThat(runs).extracting(RunSummary::name).containsExactly("now", "old");
    var now = runs.getFirst();
    assertThat(now.state()).isEqualTo(RunSummary.State.ACTIVE);
    assertThat(now.task()).isEqualTo("pretraining");
    assertThat(now.recipe()).isEqualTo("characters");
    assertThat(now.checkpoints()).containsExactly(20L, 40L);
    assertThat(now.latest().step()).containsExactly(40.0);
    assertThat(now.latest().loss()).containsExactly(5.0 / 40);
    assertThat(now.latest().bestValidation()).containsExactly(6.0 / 40);
    assertThat(now.latest().bestMetric()).isEmpty();
    assertThat(now.parts()).containsExactly(CheckpointAttention.Part.DECODER);
    assertThat(runs.getLast().state()).isEqualTo(RunSummary.State.RESTS);
    assertThat(runs.getLast().idle()).isEqualTo(3_600);
  }

  @Test
  void aRunThatReportsSeldomIsGivenTime() throws IOException {
    var run = TinyRuns.vit(folder.resolve("slow"));
    Files.writeString(
        run.resolve("metrics.jsonl"),
        "{\"step\":1,\"seconds\":100,\"loss\":2}\n{\"step\":2,\"seconds\":200,\"loss\":1}\n");
    written(run, 250);
    assertThat(catalog(folder).list().getFirst().state()).isEqualTo(RunSummary.State.ACTIVE);
    written(run, 350);
    assertThat(catalog(folder).list().getFirst().state()).isEqualTo(RunSummary.State.RESTS);
  }

  @Test
  void whatIsWrittenMeanwhileIsSeen() throws IOException {
    var run = TinyRuns.vit(folder.resolve("run"));
    var catalog = catalog(folder);
    assertThat(catalog.list().getFirst().latest().step()).containsExactly(40.0);
    Files.writeString(
        run.resolve("metrics.jsonl"), "{\"step\":50,\"loss\":1}\n", StandardOpenOption.APPEND);
    assertThat(catalog.list().getFirst().latest().step()).containsExactly(50.0);
    assertThat(catalog.metrics("run").curve("loss").values()).endsWith(1.0);
  }

  @Test
  void curvesAreWhatWasWritten() throws IOException {
    var run = TinyRuns.vit(folder.resolve("run"));
    Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":50,\"lo", StandardOpenOption.APPEND);
    var metrics = catalog(folder).metrics("run");
    assertThat(metrics.curve("loss").steps()).containsExactly(10.0, 20.0, 30.0, 40.0);
    assertThat(metrics.curve("loss").values()).containsExactly(0.5, 0.25, 5.0 / 30, 0.125);
    assertThat(metrics.curve("validation_loss").seconds()).containsExactly(10.0, 20.0);
    assertThat(metrics.curve("metric").steps()).isEmpty();
  }

  @Test
  void longCurvesAreThinnedButKeepTheirEnd() throws IOException {
    var run = TinyRuns.vit(folder.resolve("run"));
    var lines = new StringBuilder();
    for (var step = 1; step <= 7 * Metrics.MOST; step++)
      lines.append("{\"step\":%d,\"loss\":1}%n".formatted(step));
    Files.writeString(run.resolve("metrics.jsonl"), lines);
    var curve = catalog(folder).metrics("run").curve("loss");
    assertThat(curve.steps()).hasSizeLessThanOrEqualTo(Metrics.MOST + 1);
    assertThat(curve.steps().getLast()).isEqualTo(7.0 * Metrics.MOST);
  }

  @Test
  void namesLeadNowhereElse() throws IOException {
    TinyRuns.vit(folder.resolve("runs/one"));
    TinyRuns.vit(folder.resolve("other"));
    var catalog = catalog(folder.resolve("runs"));
    assertThatThrownBy(() -> catalog.folder("../other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no run called");
    assertThat(catalog(folder.resolve("runs"), folder.resolve("other")).folders())
        .containsOnlyKeys("one", "other");
    assertThat(catalog(folder.resolve("none")).list()).isEmpty();
  }
}
