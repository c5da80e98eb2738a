package dev.uvaha.vision.selfsupervised;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;

/// The sizes of an encoder; what else a [VitEncoderConfig] needs follows from the pictures.
///
/// @param patch P, which the pictures' side divides by
public record EncoderRecipe(
    int patch,
    int layers,
    int width,
    int heads,
    PositionKind positions,
    Pooling pooling,
    double dropout) {
  private static final int INNER = 4; // times the width, as published
  private static final double EPSILON = 1e-6;

  public EncoderRecipe {
    new VitEncoderConfig(
        new Patches(patch, patch, 1),
        layers,
        block(width, heads, dropout),
        Biases.ALL,
        positions,
        pooling,
        EPSILON); // refuses what it cannot be
  }

  /// For pictures of a size.
  ///
  /// @throws IllegalArgumentException if the side does not divide by the patch
  public VitEncoderConfig config(int side, int channels) {
    return new VitEncoderConfig(
        new Patches(side, patch, channels),
        layers,
        block(width, heads, dropout),
        Biases.ALL,
        positions,
        pooling,
        EPSILON);
  }

  static BlockConfig block(int width, int heads, double dropout) {
    return new BlockConfig(width, heads, INNER * width, Activation.GELU, NormOrder.PRE, dropout);
  }
}
