package dev.uvaha.models.vit;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

/// The sizes of a [DinoNetwork].
///
/// @param innerWidth of the head's first two layers, 2048 as published
/// @param bottleneck of its last, 256 as published
/// @param prototypes K, 65536 as published
public record DinoConfig(VitEncoderConfig encoder, int innerWidth, int bottleneck, int prototypes) {
  public DinoConfig {
    if (innerWidth < 1 || bottleneck < 1 || prototypes < 2)
      throw new IllegalArgumentException(
          "innerWidth and bottleneck must be 1 or more and prototypes 2, got %d, %d and %d"
              .formatted(innerWidth, bottleneck, prototypes));
  }

  /// How many numbers there are in a [DinoNetwork] of these sizes; the greatest `long` if there are
  /// more.
  public long parameterCount() {
    return sum(
        encoder.parameterCount(),
        product(innerWidth, encoder.block().width() + 1L),
        product(innerWidth, innerWidth + 1L),
        product(bottleneck, innerWidth + 1L),
        product(prototypes, bottleneck));
  }
}
