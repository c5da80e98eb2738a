package dev.uvaha.benchmarks.contest;

import java.util.Optional;

/// A figure that both sides give.
///
/// @param unit as the table says it
/// @param goal what it is to reach, if anything is asked of it
record Metric(Cell ours, Cell peer, String unit, Better better, Optional<Goal> goal) {
  /// A field of the JSON lines of one name.
  record Cell(String line, String field) {}

  /// Which of two values is the better one.
  enum Better {
    LOWER,
    HIGHER
  }

  /// The same line and field on both sides.
  static Metric of(String line, String field, String unit, Better better) {
    var cell = new Cell(line, field);
    return new Metric(cell, cell, unit, better, Optional.empty());
  }

  /// The same with something to reach.
  Metric reaching(Goal wanted) {
    return new Metric(ours, peer, unit, better, Optional.of(wanted));
  }

  /// How many times as good ours is.
  double ratio(double ours, double peer) {
    return switch (better) {
      case LOWER -> peer / ours;
      case HIGHER -> ours / peer;
    };
  }
}
