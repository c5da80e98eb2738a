package dev.uvaha.benchmarks.contest;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// One program's run.
///
/// @param side `uvaha` or `pytorch`
/// @param otherCores cores that other work kept busy meanwhile, on average
/// @param loadBefore the load averages when it began
/// @param lines what it printed
public record Turn(
    String side,
    int round,
    double seconds,
    double otherCores,
    String loadBefore,
    List<ObjectNode> lines) {
  static final String UVAHA = "uvaha";
  static final String PYTORCH = "pytorch";

  /// Keeps its own list.
  public Turn {
    lines = List.copyOf(lines);
  }
}
