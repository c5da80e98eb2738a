package dev.uvaha.benchmarks.contest;

import java.util.List;

/// What a contest came to.
///
/// @param measured when and on what
/// @param rows the comparisons
/// @param turns every run with all that it printed
public record ContestResult(
    String name, String title, Measured measured, List<Comparison> rows, List<Turn> turns) {
  /// Keeps its own lists.
  public ContestResult {
    rows = List.copyOf(rows);
    turns = List.copyOf(turns);
  }

  static ContestResult of(Contest contest, Measured measured, List<Turn> turns) {
    var rows =
        contest.metrics().stream()
            .flatMap(metric -> Comparison.of(metric, turns).stream())
            .toList();
    return new ContestResult(contest.name(), contest.title(), measured, rows, turns);
  }

  /// The most other work that a run had beside it, in cores.
  double otherCores() {
    return turns.stream().mapToDouble(Turn::otherCores).max().orElse(0);
  }
}
