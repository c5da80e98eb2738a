package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Trace;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Self-attention that sees no later position, cross-attention to the encoder's output, then a
/// feed-forward network ("Attention Is All You Need", section 3.1, decoder).
public record DecoderLayer(
    MultiHeadAttention selfAttention,
    LayerNorm selfAttentionNorm,
    MultiHeadAttention crossAttention,
    LayerNorm crossAttentionNorm,
    FeedForward feedForward,
    LayerNorm feedForwardNorm,
    Residual residual)
    implements Layer {
  /// Refuses positions that cross-attention can't have.
  public DecoderLayer {
    if (crossAttention.rotary().isPresent())
      throw new IllegalArgumentException(
          "DecoderLayer: cross-attention can't have rotary positions: source and target do not share"
              + " them");
  }

  /// A layer with fresh parameters.
  public static DecoderLayer create(BlockConfig config) {
    return new DecoderLayer(
        MultiHeadAttention.create(config.attention()),
        LayerNorm.create(config.width()),
        MultiHeadAttention.create(config.attention()),
        LayerNorm.create(config.width()),
        config.feedForward(),
        LayerNorm.create(config.width()),
        config.residual());
  }

  /// What cross-attention looks at: the same for every target position, so computed once.
  ///
  /// @param memory the encoder's output, `[B, S, D]`
  public KeyValue project(Tensor memory) {
    return crossAttention.project(memory);
  }

  /// Transforms target positions.
  ///
  /// @param input `[B, T, D]`
  /// @param mask which target positions each may see: causal
  /// @param past the positions before these: none in training, a cache's layer in decoding
  /// @param memory from [#project]
  /// @param memoryMask which source positions are not padding
  /// @return `[B, T, D]`
  public Tensor forward(
      Tensor input,
      AttentionMask mask,
      Past past,
      KeyValue memory,
      AttentionMask memoryMask,
      Mode mode,
      Trace trace) {
    var self =
        residual.around(
            input,
            selfAttentionNorm,
            x ->
                TracedAttention.onItself(
                    selfAttention, x, past, mask, mode, trace, "decoder_attentions"),
            mode);
    var cross =
        residual.around(
            self,
            crossAttentionNorm,
            x ->
                TracedAttention.forward(
                    crossAttention, x, memory, memoryMask, mode, trace, "cross_attentions"),
            mode);
    return residual.around(cross, feedForwardNorm, x -> feedForward.forward(x, mode), mode);
  }

  @Override
  public void describe(Description description) {
    description
        .layer("self_attention", selfAttention)
        .layer("self_attention_norm", selfAttentionNorm)
        .layer("cross_attention", crossAttention)
        .layer("cross_attention_norm", crossAttentionNorm)
        .layer("feed_forward", feedForward)
        .layer("feed_forward_norm", feedForwardNorm);
  }
}
