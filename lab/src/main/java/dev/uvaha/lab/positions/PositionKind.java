package dev.uvaha.lab.positions;

import dev.uvaha.attention.Positions;
import java.util.Optional;

/// How a model is told its positions.
enum PositionKind {
  NONE("none"),
  SINUSOIDAL("sinusoidal"),
  LEARNED("learned"),
  ROTARY("rotary");

  private static final double ROTARY_BASE = 10_000;

  final String label;

  PositionKind(String label) {
    this.label = label;
  }

  /// What is added to the embeddings, for so many positions at most.
  Optional<Positions.Added> added(int width, int positions) {
    return switch (this) {
      case NONE, ROTARY -> Optional.empty();
      case SINUSOIDAL -> Optional.of(Positions.Sinusoidal.create(width));
      case LEARNED -> Optional.of(Positions.Learned.create(positions, width));
    };
  }

  /// What turns queries and keys.
  Optional<Positions.Rotary> rotary(int headWidth) {
    return switch (this) {
      case NONE, SINUSOIDAL, LEARNED -> Optional.empty();
      case ROTARY -> Optional.of(Positions.Rotary.create(headWidth, ROTARY_BASE));
    };
  }
}
