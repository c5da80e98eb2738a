package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.FeedForward.Activation;

/// What an encoder or decoder layer is made of.
///
/// @param innerWidth of the feed-forward network
/// @param dropout on attention weights, inside the feed-forward network and on each sublayer's
///   output
public record BlockConfig(
    int width,
    int heads,
    int innerWidth,
    Activation activation,
    NormOrder normOrder,
    double dropout) {
  /// Checks the sizes.
  public BlockConfig {
    if (innerWidth < 1)
      throw new IllegalArgumentException("innerWidth must be 1 or more, got " + innerWidth);
    new AttentionConfig(width, heads, dropout); // refuses what attention refuses
  }

  /// Of its attention.
  public AttentionConfig attention() {
    return new AttentionConfig(width, heads, dropout);
  }

  /// A feed-forward network with fresh parameters.
  public FeedForward feedForward() {
    return FeedForward.Plain.create(width, innerWidth, activation, dropout);
  }

  /// What stands around each sublayer.
  public Residual residual() {
    return new Residual(normOrder, new dev.uvaha.nn.Dropout(dropout));
  }
}
