package dev.uvaha.vision;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;

/// The sizes of a Vision Transformer; its feed-forward networks are four times as wide as it is.
///
/// @param patch pixels of a patch's side, by which the pictures' must divide
public record VitRecipe(
    int patch,
    int layers,
    int heads,
    int width,
    PositionKind positions,
    Pooling pooling,
    double dropout) {
  private static final int WIDENING = 4;
  private static final double EPSILON = 1e-6;

  public VitRecipe {
    if (patch < 1) throw new IllegalArgumentException("patch must be 1 or more, got " + patch);
    if (layers < 1) throw new IllegalArgumentException("layers must be 1 or more, got " + layers);
    block(heads, width, dropout); // refuses what it cannot be
  }

  /// Patches of 4, 6 layers of width 128: 1.2 million parameters.
  static VitRecipe small() {
    return new VitRecipe(4, 6, 4, 128, PositionKind.LEARNED, Pooling.CLASS_TOKEN, 0);
  }

  /// The encoder for square pictures.
  ///
  /// @throws IllegalArgumentException if the size does not divide by the patch
  VitEncoderConfig encoder(int size, int channels) {
    return new VitEncoderConfig(
        new Patches(size, patch, channels),
        layers,
        block(heads, width, dropout),
        Biases.ALL,
        positions,
        pooling,
        EPSILON);
  }

  private static BlockConfig block(int heads, int width, double dropout) {
    return new BlockConfig(width, heads, WIDENING * width, Activation.GELU, NormOrder.PRE, dropout);
  }
}
