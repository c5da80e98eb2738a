package dev.uvaha.studio.positions;

/// How attention is told the order of its input.
enum PositionKind {
  /// Not at all.
  NONE,
  /// By waves that are added.
  SINUSOIDAL,
  /// By trained vectors that are added.
  LEARNED,
  /// By turning queries and keys.
  ROTARY
}
