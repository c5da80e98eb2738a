package dev.uvaha.generation;

/// How much a [BatchedGenerator] takes on.
///
/// @param running texts that are written side by side; each has memory for its context
/// @param waiting texts that wait for a place; more are refused
/// @param prompt tokens of prompts that one step reads while others write: the fewer, the less a
///   long prompt holds the others up
public record BatchLimits(int running, int waiting, int prompt) {
  /// 16 texts at a time, 256 waiting, prompts in pieces of 64 tokens.
  public static final BatchLimits DEFAULT = new BatchLimits(16, 256, 64);

  public BatchLimits {
    if (running < 1 || prompt < 1)
      throw new IllegalArgumentException(
          "running and prompt must be 1 or more, got %d and %d".formatted(running, prompt));
    if (waiting < 0)
      throw new IllegalArgumentException("waiting must be 0 or more, got " + waiting);
  }

  public BatchLimits withRunning(int other) {
    return new BatchLimits(other, waiting, prompt);
  }

  public BatchLimits withWaiting(int other) {
    return new BatchLimits(running, other, prompt);
  }

  public BatchLimits withPrompt(int other) {
    return new BatchLimits(running, waiting, other);
  }
}
