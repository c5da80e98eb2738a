package dev.uvaha.lab.toy;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.toy.ToySequence.Pairing;

/// How much of the task is run. As published it is 25,000 sequences, 250 epochs in batches of 100
/// and a rate of 0.001: an hour and a half on 2 cores. Smaller batches with a rate that rises
/// shortly and falls by a cosine come as far in a fraction of that.
///
/// @param training sequences
/// @param test sequences
/// @param batch sequences in a batch
/// @param rate the highest learning rate
/// @param steps of each network in task 1 and in task 2
record ToySize(int training, int test, int batch, double rate, Steps steps) {
  static final int WARMUP = 100;

  /// @param byKind of task 1
  /// @param bySide of task 2, which takes longer to learn
  record Steps(int byKind, int bySide) {
    int of(Pairing pairing) {
      return switch (pairing) {
        case BY_KIND -> byKind;
        case BY_SIDE -> bySide;
      };
    }
  }

  static ToySize of(Study study) {
    return study.choose(
        new ToySize(25_000, 500, 25, 3e-3, new Steps(500, 2_500)),
        new ToySize(25_000, 1_000, 25, 3e-3, new Steps(5_000, 18_000)));
  }
}
