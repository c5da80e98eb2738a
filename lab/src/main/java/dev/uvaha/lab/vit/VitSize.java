package dev.uvaha.lab.vit;

import dev.uvaha.lab.Study;

/// How much is trained.
///
/// @param pictures drawn to learn from; a tenth as many are drawn to be measured by
/// @param width D
/// @param layers of the encoder
/// @param steps of a training with all labels
/// @param fewSteps of a training with few labels
/// @param pretrainingSteps without labels
/// @param share of the labels, where they are few
record VitSize(
    int pictures,
    int width,
    int layers,
    int steps,
    int fewSteps,
    int pretrainingSteps,
    double share) {
  static final int SIDE = 32;
  static final int HEADS = 4;
  static final int BATCH = 64;

  static VitSize of(Study study) {
    return study.choose(
        new VitSize(4000, 64, 2, 150, 100, 200, 0.05),
        new VitSize(60_000, 96, 4, 6000, 400, 2000, 0.01));
  }
}
