package dev.uvaha.models.vit;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

/// The sizes and choices of a [Vit].
///
/// @param pooler whether the picture's vector is mapped once more
/// @param labels K, how many classes there are; 0 for none, so that it makes features alone
public record VitConfig(VitEncoderConfig encoder, Pooler pooler, int labels) {
  /// What stands between the picture's vector and the head.
  public enum Pooler {
    /// Nothing.
    NONE,
    /// `tanh(W x + b)`, as some folders of Hugging Face's have it.
    TANH
  }

  public VitConfig {
    if (labels < 0) throw new IllegalArgumentException("labels must be 0 or more, got " + labels);
  }

  /// A classifier as published.
  public static VitConfig of(VitEncoderConfig encoder, int labels) {
    return new VitConfig(encoder, Pooler.NONE, labels);
  }

  /// How many numbers training sets in a [Vit] of these sizes; the greatest `long` if there are
  /// more.
  public long parameterCount() {
    var width = encoder.block().width();
    var map =
        switch (pooler) {
          case NONE -> 0;
          case TANH -> product(width, width + 1L);
        };
    return sum(encoder.parameterCount(), map, product(labels, width + 1L));
  }
}
