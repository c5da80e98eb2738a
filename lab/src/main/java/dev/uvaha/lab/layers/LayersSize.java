package dev.uvaha.lab.layers;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.TimedTurns;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What is measured: every length with every width, unless it takes too long.
///
/// @param lengths n, ascending
/// @param widths d, ascending
/// @param fixed the length at which widths are compared, and the width at which lengths are
/// @param most what n²·d may be
/// @param batch B
/// @param turns for the clock, for each n and d
/// @param reachLength n of the sequences whose gradients are followed
record LayersSize(
    List<Integer> lengths,
    List<Integer> widths,
    Cell fixed,
    double most,
    int batch,
    TimedTurns turns,
    int reachLength) {
  static LayersSize of(Study study) {
    return study.choose(
        new LayersSize(
            List.of(64, 128, 256, 512, 1024, 2048, 4096),
            List.of(32, 64, 128, 256, 512),
            new Cell(256, 64),
            1L << 29,
            2,
            new TimedTurns(3, Duration.ofMillis(500)),
            33),
        new LayersSize(
            List.of(64, 128, 256, 512, 1024, 2048, 4096),
            List.of(32, 64, 128, 256, 512, 1024),
            new Cell(256, 64),
            1L << 31,
            2,
            new TimedTurns(4, Duration.ofSeconds(5)),
            65));
  }

  /// The half of the lengths where constant costs no longer count.
  List<Integer> longLengths() {
    return upperHalf(lengths(fixed.width()));
  }

  /// The half of the widths where constant costs no longer count.
  List<Integer> largeWidths() {
    return upperHalf(widths);
  }

  /// The lengths that are measured at a width.
  List<Integer> lengths(int width) {
    return lengths.stream().filter(n -> (double) n * n * width <= most).toList();
  }

  private static List<Integer> upperHalf(List<Integer> values) {
    return values.subList(values.size() / 2, values.size());
  }

  Stream<Cell> cells() {
    return widths.stream().flatMap(d -> lengths(d).stream().map(n -> new Cell(n, d)));
  }

  /// A length n and a width d.
  record Cell(int length, int width) {}
}
