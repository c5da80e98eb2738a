package dev.uvaha.models.sequence;

/// What each position may see of its sequence.
public enum Direction {
  /// All of it, to say something about what is there.
  BOTH_WAYS,
  /// Itself and what came before, to say what comes next.
  FORWARDS
}
