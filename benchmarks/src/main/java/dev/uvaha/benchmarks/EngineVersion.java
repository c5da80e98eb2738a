package dev.uvaha.benchmarks;

import dev.uvaha.tensor.Engine;
import java.util.Map;

/// Prints which engine runs, in a process of its own: whoever asks stays small.
public final class EngineVersion {
  private EngineVersion() {}

  /// Prints one JSON line.
  public static void main(String[] args) {
    Report.print(
        "engine", Map.of("version", Engine.version(), "instructions", Engine.vectorInstructions()));
  }
}
