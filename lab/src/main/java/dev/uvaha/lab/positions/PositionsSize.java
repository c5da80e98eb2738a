package dev.uvaha.lab.positions;

import dev.uvaha.lab.Study;

/// How much is trained.
///
/// @param width D
/// @param layers of the encoder
/// @param length T of the sequences that are learnt from; tests go on to [#longer]
/// @param batch sequences in a step
/// @param steps of training
/// @param tests sequences never seen
record PositionsSize(int width, int layers, int length, int batch, int steps, int tests) {
  static PositionsSize of(Study study) {
    return study.choose(
        new PositionsSize(64, 2, 24, 32, 600, 200), new PositionsSize(64, 2, 24, 64, 2000, 500));
  }

  /// Twice the length that is learnt.
  int longer() {
    return 2 * length;
  }
}
