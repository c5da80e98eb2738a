package dev.uvaha.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.benchmarks.contest.Metric.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ContestResultTest {
  private static final double ROUNDING = 1e-12;

  @TempDir Path folder;

  @Test
  void ratiosAreOfNeighbouringRuns() {
    var turns =
        List.of(
            turn(Turn.UVAHA, 1, "{'name':'step','median':100}"),
            turn(Turn.PYTORCH, 1, "{'name':'step','median':110}"),
            turn(Turn.UVAHA, 2, "{'name':'step','median':200}"),
            turn(Turn.PYTORCH, 2, "{'name':'step','median':260}"),
            turn(Turn.UVAHA, 3, "{'name':'step','median':100}"),
            turn(Turn.PYTORCH, 3, "{'name':'step','median':125}"));
    var metric =
        Metric.of("step", "median", "ms", Better.LOWER).reaching(new Goal.AtLeastRatio(1.2));
    var row = Comparison.of(metric, turns).getFirst();
    assertThat(row.ours()).isEqualTo(100);
    assertThat(row.peer()).contains(125.0);
    var ratio = row.ratio().orElseThrow();
    assertThat(ratio.median()).isEqualTo(1.25, within(ROUNDING));
    assertThat(ratio.lowest()).isEqualTo(1.1, within(ROUNDING));
    assertThat(ratio.highest()).isEqualTo(1.3, within(ROUNDING));
    assertThat(row.goal()).contains(new Comparison.Verdict("≥ 1.2×", true));
  }

  @Test
  void linesArePairedByTypeShapeAndMask() {
    var turns =
        List.of(
            turn(
                Turn.UVAHA,
                1,
                "{'name':'a','median':1,'dtype':'float32','shape':[2,3],'causal':true}",
                "{'name':'a','median':5,'dtype':'float32','shape':[2,3],'causal':false}"),
            turn(
                Turn.PYTORCH,
                1,
                "{'name':'a','median':20,'dtype':'float32','shape':[2,3],'causal':false}",
                "{'name':'a','median':2,'dtype':'float32','shape':[2,3],'causal':true}"));
    var rows = Comparison.of(Metric.of("a", "median", "ms", Better.LOWER), turns);
    assertThat(rows)
        .extracting(Comparison::what, row -> row.ratio().orElseThrow().median())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a float32 2×3 causal", 2.0),
            org.assertj.core.groups.Tuple.tuple("a float32 2×3 full", 4.0));
  }

  @Test
  void withoutThePeerThereIsNoRatioAndNoVerdictOnIt() {
    var turns = List.of(turn(Turn.UVAHA, 1, "{'name':'step','median':100}"));
    var faster =
        Metric.of("step", "median", "ms", Better.LOWER).reaching(new Goal.AtLeastRatio(1.2));
    var row = Comparison.of(faster, turns).getFirst();
    assertThat(row.peer()).isEmpty();
    assertThat(row.ratio()).isEmpty();
    assertThat(row.goal()).isEmpty();
    var absolute = Metric.of("step", "median", "ms", Better.LOWER).reaching(new Goal.AtMost(99));
    assertThat(Comparison.of(absolute, turns).getFirst().goal())
        .contains(new Comparison.Verdict("≤ 99", false));
  }

  @Test
  void publishingAgainChangesOnlyWhatWasMeasuredAgain() throws IOException {
    var file = new ResultsFile(folder.resolve("benchmarks.json"));
    var page = folder.resolve("benchmarks.md");
    Files.writeString(page, "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n");
    var names = List.of("first", "second");
    file.update(List.of(result("second", 1), result("first", 2)), names);
    var all = file.update(List.of(result("second", 3)), names);
    assertThat(all).extracting(ContestResult::name).containsExactly("first", "second");
    assertThat(file.read()).isEqualTo(all);
    Page.update(page, all);
    var once = Files.readString(page);
    Page.update(page, all);
    assertThat(Files.readString(page)).isEqualTo(once);
    assertThat(once)
        .startsWith("before\n" + Page.BEGIN)
        .endsWith(Page.END + "\nafter\n")
        .contains("| step | ms | 2.00 |", "| step | ms | 3.00 |", "not quiet")
        .doesNotContain("old", "| 1.00 |");
  }

  @Test
  void aPageWithoutMarkersIsRefused() throws IOException {
    var page = Files.writeString(folder.resolve("page.md"), "text\n");
    assertThatThrownBy(() -> Page.update(page, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("markers");
  }

  @Test
  void thePublishedPageHasItsMarkers() throws IOException {
    assertThat(Files.readString(Path.of("../docs/benchmarks.md"))).contains(Page.BEGIN, Page.END);
  }

  private static ContestResult result(String name, double median) {
    var contest =
        new Contest(
            name,
            name,
            List.of(),
            Optional.empty(),
            List.of(Metric.of("step", "median", "ms", Better.LOWER)));
    var measured = new Measured("2026-01-31", "cpu", "system", Map.of(), 2, 1, Map.of());
    var line = "{'name':'step','median':%s}".formatted(median);
    return ContestResult.of(contest, measured, List.of(turn(Turn.UVAHA, 1, line)));
  }

  private static Turn turn(String side, int round, String... lines) {
    var nodes =
        List.of(lines).stream()
            .map(line -> (ObjectNode) JsonMapper.shared().readTree(line.replace('\'', '"')))
            .toList();
    return new Turn(side, round, 1, 1.5, "0.00 0.00 0.00", nodes);
  }
}
