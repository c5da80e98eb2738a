package dev.uvaha.lab.ablations;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.translation.recipe.TransformerRecipe;

/// A Transformer and how it is trained, relative to a width.
///
/// @param layers of the encoder, and of the decoder
/// @param width as a multiple of the unchanged model's
/// @param inner the feed-forward network's width, as a multiple of the unchanged model's width
record Variant(
    int layers,
    int heads,
    double width,
    double inner,
    double dropout,
    double labelSmoothing,
    PositionKind positions) {
  /// What rows change.
  static final Variant BASE = new Variant(2, 4, 1, 4, 0.1, 0.1, PositionKind.SINUSOIDAL);

  private static final int LONGEST = 128;

  Variant withLayers(int other) {
    return new Variant(other, heads, width, inner, dropout, labelSmoothing, positions);
  }

  Variant withHeads(int other) {
    return new Variant(layers, other, width, inner, dropout, labelSmoothing, positions);
  }

  Variant withWidth(double other) {
    return new Variant(layers, heads, other, inner, dropout, labelSmoothing, positions);
  }

  Variant withInner(double other) {
    return new Variant(layers, heads, width, other, dropout, labelSmoothing, positions);
  }

  Variant withDropout(double other) {
    return new Variant(layers, heads, width, inner, other, labelSmoothing, positions);
  }

  Variant withLabelSmoothing(double other) {
    return new Variant(layers, heads, width, inner, dropout, other, positions);
  }

  Variant with(PositionKind other) {
    return new Variant(layers, heads, width, inner, dropout, labelSmoothing, other);
  }

  /// The model, where the unchanged one is so wide.
  TransformerRecipe model(int unchanged) {
    return new TransformerRecipe(
        new Layers(layers, layers),
        new BlockConfig(
            (int) (width * unchanged),
            heads,
            (int) (inner * unchanged),
            Activation.RELU,
            NormOrder.PRE,
            dropout),
        positions,
        LONGEST);
  }
}
