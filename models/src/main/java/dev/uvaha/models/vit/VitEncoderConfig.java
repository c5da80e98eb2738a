package dev.uvaha.models.vit;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.ParameterCounts;
import dev.uvaha.models.block.Residual.NormOrder;

/// The sizes and choices of a [VitEncoder] (Dosovitskiy et al. 2021, section 3.1).
///
/// @param patches how pictures are cut
/// @param block of the layers, the norms before the sublayers
/// @param biases which of attention's maps have one
/// @param positions what tells where a patch was
/// @param pooling what stands for the whole picture
/// @param epsilon of the norms
public record VitEncoderConfig(
    Patches patches,
    int layers,
    BlockConfig block,
    Biases biases,
    PositionKind positions,
    Pooling pooling,
    double epsilon) {
  /// Which of attention's maps have a bias.
  public enum Biases {
    /// All four, as published.
    ALL,
    /// The output's alone.
    OUTPUT
  }

  /// What tells where a patch was.
  public enum PositionKind {
    /// A trained vector each, as published.
    LEARNED,
    /// Waves over rows and columns, see [PatchPositions.Sinusoidal].
    SINUSOIDAL,
    /// Nothing: a picture is a set of patches then.
    NONE
  }

  /// What stands for the whole picture.
  public enum Pooling {
    /// The state of a token before the patches, which is made for that, as published.
    CLASS_TOKEN,
    /// The mean of the patches' states; there is no such token (appendix D.3).
    MEAN
  }

  public VitEncoderConfig {
    if (layers < 1) throw new IllegalArgumentException("layers must be 1 or more, got " + layers);
    if (block.normOrder() != NormOrder.PRE)
      throw new IllegalArgumentException(
          "a ViT's norms stand before the sublayers: block.normOrder must be PRE, got "
              + block.normOrder());
    if (positions == PositionKind.SINUSOIDAL && block.width() % 4 != 0)
      throw new IllegalArgumentException(
          "sinusoidal positions need a width that divides by 4, got " + block.width());
    if (!(epsilon > 0))
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
  }

  /// How many tokens stand before the patches: 0 or 1.
  public int classTokens() {
    return switch (pooling) {
      case CLASS_TOKEN -> 1;
      case MEAN -> 0;
    };
  }

  /// How many numbers training sets in a [VitEncoder] of these sizes; the greatest `long` if there
  /// are more.
  public long parameterCount() {
    var width = block.width();
    var grid = patches.grid();
    var table =
        switch (positions) {
          case LEARNED -> product(sum(product(grid.rows(), grid.columns()), classTokens()), width);
          case SINUSOIDAL, NONE -> 0;
        };
    return sum(
        product(sum(patches.values(), 1), width),
        product(classTokens(), width),
        table,
        product(layers, layerCount()),
        ParameterCounts.norm(width));
  }

  private long layerCount() {
    var width = block.width();
    var biased =
        switch (biases) {
          case ALL -> 4;
          case OUTPUT -> 1;
        };
    return sum(
        product(4, width, width),
        product(biased, width),
        ParameterCounts.feedForward(width, block.innerWidth()),
        2 * ParameterCounts.norm(width));
  }
}
