package dev.uvaha.lab.scores;

import java.util.Map;
import java.util.Objects;

/// What was measured at one width.
///
/// @param sharpness of each kind's softmax
/// @param seconds that each kind takes, forwards and backwards
record ScoresResult(Map<ScoreKind, Sharpness> sharpness, Map<ScoreKind, Double> seconds) {
  Sharpness sharpness(ScoreKind kind) {
    return Objects.requireNonNull(sharpness.get(kind), kind.label);
  }

  double seconds(ScoreKind kind) {
    return Objects.requireNonNull(seconds.get(kind), kind.label);
  }
}
