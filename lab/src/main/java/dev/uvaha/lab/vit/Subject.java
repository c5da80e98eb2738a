package dev.uvaha.lab.vit;

import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;

/// A model that is trained, and on what.
enum Subject {
  PATCH_16("patch-16", 16, PositionKind.LEARNED, Labels.ALL),
  PATCH_8("patch-8", 8, PositionKind.LEARNED, Labels.ALL),
  PATCH_4("patch-4", 4, PositionKind.LEARNED, Labels.ALL),
  SINUSOIDAL("sinusoidal", 8, PositionKind.SINUSOIDAL, Labels.ALL),
  WITHOUT_POSITIONS("without-positions", 8, PositionKind.NONE, Labels.ALL),
  FEW_LABELS("few-labels", 8, PositionKind.LEARNED, Labels.FEW),
  FEW_LABELS_PRETRAINED("few-labels-pretrained", 8, PositionKind.LEARNED, Labels.FEW_PRETRAINED);

  /// How many pictures have a label, and whether all are seen before without one.
  enum Labels {
    ALL,
    FEW,
    FEW_PRETRAINED
  }

  final String label;
  final int patch;
  final PositionKind positions;
  final Labels labels;

  Subject(String label, int patch, PositionKind positions, Labels labels) {
    this.label = label;
    this.patch = patch;
    this.positions = positions;
    this.labels = labels;
  }
}
