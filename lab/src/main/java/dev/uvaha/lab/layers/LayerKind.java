package dev.uvaha.lab.layers;

import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.lab.SequenceLayer;
import dev.uvaha.lab.Study;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.recurrent.ElmanCell;
import dev.uvaha.nn.recurrent.Recurrent;
import java.util.Arrays;
import java.util.List;

/// The rows of the table, with its formulas ("Attention Is All You Need", table 1), but for the
/// longest path of a convolution: ours has a contiguous kernel, whose path is O(n/k) by the text
/// beside the table (section 4); the table's own O(log_k n) is that of dilated ones.
enum LayerKind {
  CONVOLUTION("convolution", "O(k·n·d²)", "O(1)", "O(n/k)", 1, 2),
  RECURRENT("recurrent", "O(n·d²)", "O(n)", "O(n)", 1, 2),
  SELF_ATTENTION("self-attention", "O(n²·d)", "O(1)", "O(1)", 2, 1),
  /// What the table leaves out: the maps to queries, keys, values and output.
  PROJECTED("… with its projections", "O(n²·d + n·d²)", "O(1)", "O(1)", 2, 2);

  /// The window of the convolution, k.
  static final int KERNEL = 3;

  final String label;
  final String complexity;
  final String sequential;
  final String path;

  /// The exponent of n in the formula, where n is the larger.
  final int lengthExponent;

  /// The exponent of d in the formula, where d is the larger.
  final int widthExponent;

  LayerKind(
      String label,
      String complexity,
      String sequential,
      String path,
      int lengthExponent,
      int widthExponent) {
    this.label = label;
    this.complexity = complexity;
    this.sequential = sequential;
    this.path = path;
    this.lengthExponent = lengthExponent;
    this.widthExponent = widthExponent;
  }

  static List<LayerKind> all() {
    return Arrays.asList(values());
  }

  /// For names of files and figures.
  String key() {
    return Study.key(this);
  }

  /// With fresh parameters.
  SequenceLayer create(int width) {
    return switch (this) {
      case CONVOLUTION -> new SequenceLayer.Convolving(Conv1d.create(width, width, KERNEL));
      case RECURRENT ->
          new SequenceLayer.Recurring(Recurrent.oneWay(ElmanCell.create(width, width)));
      case SELF_ATTENTION ->
          new SequenceLayer.Attending(new Attention(new AttentionScore.ScaledDotProduct()));
      case PROJECTED ->
          new SequenceLayer.Projecting(
              MultiHeadAttention.create(new AttentionConfig(width, 1, 0)), AttentionMask.none());
    };
  }

  /// Floating-point operations of the forward pass over one sequence, two for a multiplication and
  /// its addition.
  double operations(double n, double d) {
    return switch (this) {
      case CONVOLUTION -> 2 * KERNEL * n * d * d;
      case RECURRENT -> 4 * n * d * d;
      case SELF_ATTENTION -> 4 * n * n * d;
      case PROJECTED -> 4 * n * n * d + 8 * n * d * d;
    };
  }

  /// How many positions back one layer and those below it reach.
  int reach(int layers, int length) {
    return switch (this) {
      case CONVOLUTION -> Math.min(length - 1, layers * (KERNEL / 2));
      case RECURRENT, SELF_ATTENTION, PROJECTED -> length - 1;
    };
  }
}
