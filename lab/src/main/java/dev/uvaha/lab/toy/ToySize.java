package dev.uvaha.lab.toy;

import dev.uvaha.lab.Study;

/// How much of the task is run. The published run has 25,000 sequences and 250 epochs.
///
/// @param training sequences
/// @param test sequences
/// @param epochs passes over the training sequences
record ToySize(int training, int test, int epochs) {
  static ToySize of(Study study) {
    return study.choose(new ToySize(5_000, 500, 8), new ToySize(25_000, 1_000, 8));
  }
}
