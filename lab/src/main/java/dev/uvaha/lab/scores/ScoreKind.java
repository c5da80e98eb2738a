package dev.uvaha.lab.scores;

import dev.uvaha.attention.AttentionScore;

/// The lecture's two ways of scoring, scaled dot product and additive, and two beside them to
/// compare with, plain and bilinear; with fresh weights for queries and keys of a width.
enum ScoreKind {
  DOT_PRODUCT("dot product"),
  SCALED_DOT_PRODUCT("scaled dot product"),
  BILINEAR("bilinear"),
  ADDITIVE("additive");

  final String label;

  ScoreKind(String label) {
    this.label = label;
  }

  /// The additive score compares in as many dimensions as the vectors have.
  AttentionScore create(int width) {
    return switch (this) {
      case DOT_PRODUCT -> new AttentionScore.DotProduct();
      case SCALED_DOT_PRODUCT -> new AttentionScore.ScaledDotProduct();
      case BILINEAR -> AttentionScore.Bilinear.create(width, width);
      case ADDITIVE -> AttentionScore.Additive.create(width, width, width);
    };
  }
}
