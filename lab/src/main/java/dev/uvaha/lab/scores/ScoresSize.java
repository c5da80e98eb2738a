package dev.uvaha.lab.scores;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.TimedTurns;
import java.time.Duration;
import java.util.List;

/// What is scored.
///
/// @param widths d of queries and keys, the smallest first
/// @param keys n that each query chooses among
/// @param queries in a batch
/// @param batches whose figures are averaged
/// @param turns for the clock
record ScoresSize(List<Integer> widths, int keys, int queries, int batches, TimedTurns turns) {
  static ScoresSize of(Study study) {
    return study.choose(
        new ScoresSize(
            List.of(4, 16, 64, 256, 1024), 64, 64, 16, new TimedTurns(5, Duration.ofMillis(1500))),
        new ScoresSize(
            List.of(4, 8, 16, 32, 64, 128, 256, 512, 1024),
            64,
            64,
            64,
            new TimedTurns(10, Duration.ofSeconds(8))));
  }

  int widest() {
    return widths.getLast();
  }
}
