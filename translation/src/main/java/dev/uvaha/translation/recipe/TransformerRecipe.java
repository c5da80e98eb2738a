package dev.uvaha.translation.recipe;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;

/// A Transformer to train.
///
/// @param maximumLength the longest sentence it takes, in tokens
public record TransformerRecipe(
    Layers layers, BlockConfig block, PositionKind positions, int maximumLength)
    implements ModelRecipe {
  public TransformerRecipe {
    if (maximumLength < 3)
      throw new IllegalArgumentException("maximumLength must be 3 or more, got " + maximumLength);
  }

  /// 3 + 3 layers of width 256 with 4 heads, inner width 1024, pre-norm: 5.5 million parameters
  /// beside the embedding.
  public static TransformerRecipe small() {
    return new TransformerRecipe(
        new Layers(3, 3),
        new BlockConfig(256, 4, 1024, Activation.RELU, NormOrder.PRE, 0.1),
        PositionKind.SINUSOIDAL,
        512);
  }

  @Override
  public ModelPlan<TransformerConfig, Transformer> plan(int vocabulary, int padding) {
    return new ModelPlan<>(
        new TransformerConfig(vocabulary, layers, block, positions, maximumLength, padding),
        Transformer.FOLDER);
  }
}
