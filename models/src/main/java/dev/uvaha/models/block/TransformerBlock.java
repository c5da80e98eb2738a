package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Normalization;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// Self-attention, then a feed-forward network: the encoder's layer of "Attention Is All You Need",
/// section 3.1, and, under a causal mask, the layer of a decoder-only model (Radford et al. 2018).
public record TransformerBlock(
    MultiHeadAttention selfAttention,
    Normalization selfAttentionNorm,
    FeedForward feedForward,
    Normalization feedForwardNorm,
    Residual residual)
    implements Layer {
  /// A layer with fresh parameters.
  public static TransformerBlock create(BlockConfig config) {
    return new TransformerBlock(
        MultiHeadAttention.create(config.attention()),
        LayerNorm.create(config.width()),
        config.feedForward(),
        LayerNorm.create(config.width()),
        config.residual());
  }

  /// Lets every position look at the others that the mask allows, then transforms each.
  ///
  /// @param input `[B, T, D]`
  /// @param name what the trace calls these attention weights, `[B, N, T, T]`
  /// @return `[B, T, D]`
  public Tensor forward(Tensor input, AttentionMask mask, Mode mode, Trace trace, String name) {
    return forward(input, mask, Past.none(), mode, trace, name);
  }

  /// [#forward(Tensor, AttentionMask, Mode, Trace, String)] of positions that go on after others.
  ///
  /// @param past the positions before these; these are appended
  /// @param name what the trace calls these attention weights, `[B, N, T, S]`
  public Tensor forward(
      Tensor input, AttentionMask mask, Past past, Mode mode, Trace trace, String name) {
    return around(
        input,
        x -> TracedAttention.onItself(selfAttention, x, past, mask, mode, trace, name),
        mode);
  }

  /// [#forward(Tensor, AttentionMask, Past, Mode, Trace, String)] of several sequences that go on,
  /// in inference.
  ///
  /// @param input `[1, M, D]`, see [MultiHeadAttention#extend]
  /// @return `[1, M, D]`
  public Tensor extend(Tensor input, List<Past> pasts, int[] counts) {
    return around(input, x -> selfAttention.extend(x, pasts, counts), Mode.INFERENCE);
  }

  /// [#forward(Tensor, AttentionMask, Mode, Trace, String)] in inference, with every step kept.
  ///
  /// @param input `[B, T, D]`
  /// @throws IllegalArgumentException if the norms stand after the sublayers
  public BlockSteps steps(Tensor input, AttentionMask mask) {
    if (residual.order() != NormOrder.PRE)
      throw new IllegalArgumentException(
          "TransformerBlock: steps are told of norms before the sublayers alone");
    var asked = selfAttentionNorm.forward(input);
    var attention = selfAttention.steps(asked, selfAttention.project(asked), mask);
    var attended = input.add(attention.output());
    var normalised = feedForwardNorm.forward(attended);
    var hidden = feedForward.hidden(normalised);
    var added = feedForward.output(hidden);
    return new BlockSteps(
        input, asked, attention, attended, normalised, hidden, added, attended.add(added));
  }

  private Tensor around(Tensor input, UnaryOperator<Tensor> attention, Mode mode) {
    var attended = residual.around(input, selfAttentionNorm, attention, mode);
    return residual.around(attended, feedForwardNorm, x -> feedForward.forward(x, mode), mode);
  }

  @Override
  public void describe(Description description) {
    description
        .layer("self_attention", selfAttention)
        .layer("self_attention_norm", selfAttentionNorm)
        .layer("feed_forward", feedForward)
        .layer("feed_forward_norm", feedForwardNorm);
  }
}
