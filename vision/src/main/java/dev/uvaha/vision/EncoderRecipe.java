package dev.uvaha.vision;

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
    if (patch < 1) throw new IllegalArgumentException("patch must be 1 or more, got " + patch);
    var pictures = new Patches(patch, patch, 1);
    config(pictures, layers, block(width, heads, dropout), positions, pooling); // refuses likewise
  }

  /// For pictures of a size.
  ///
  /// @throws IllegalArgumentException if the side does not divide by the patch
  public VitEncoderConfig config(int side, int channels) {
    var pictures = new Patches(side, patch, channels);
    return config(pictures, layers, block(width, heads, dropout), positions, pooling);
  }

  private static VitEncoderConfig config(
      Patches patches, int layers, BlockConfig block, PositionKind positions, Pooling pooling) {
    return new VitEncoderConfig(patches, layers, block, Biases.ALL, positions, pooling, EPSILON);
  }

  /// A layer; its feed-forward network is four times as wide as it is.
  public static BlockConfig block(int width, int heads, double dropout) {
    return new BlockConfig(width, heads, INNER * width, Activation.GELU, NormOrder.PRE, dropout);
  }
}
