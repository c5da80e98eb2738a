package dev.uvaha.models.block;

import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Linear;
import java.util.function.UnaryOperator;

/// Lets a model learn by small changes beside its matrices, which stay as they are (Hu et al.
/// 2021).
///
/// @param rank of the changes
/// @param alpha how strongly they count, over the rank
public record LowRankAdapters(int rank, double alpha, Maps maps) {
  /// Beside which maps.
  public enum Maps {
    /// Attention's queries and values, as published.
    QUERIES_AND_VALUES,
    /// Every map of every block.
    ALL
  }

  /// Checks the numbers.
  public LowRankAdapters {
    if (rank < 1 || !(alpha > 0))
      throw new IllegalArgumentException(
          "LowRankAdapters: rank must be 1 or more and alpha above 0, got rank=%d, alpha=%s"
              .formatted(rank, alpha));
  }

  /// The same model with changes that are none yet. What it had is shared, and frozen from here on.
  public CausalTransformer on(CausalTransformer model) {
    model.parameters().values().forEach(parameter -> parameter.freeze());
    var others =
        switch (maps) {
          case QUERIES_AND_VALUES -> UnaryOperator.<Linear>identity();
          case ALL -> (UnaryOperator<Linear>) this::changed;
        };
    return mapped(model, this::changed, others);
  }

  /// The same model with all changes added to copies of its matrices: as fast as it was.
  public static CausalTransformer merged(CausalTransformer model) {
    return mapped(model, Linear::merged, Linear::merged);
  }

  private Linear changed(Linear map) {
    return map.changed(rank, alpha);
  }

  private static CausalTransformer mapped(
      CausalTransformer model,
      UnaryOperator<Linear> queriesAndValues,
      UnaryOperator<Linear> others) {
    return model.with(
        model.blocks().stream().map(block -> mapped(block, queriesAndValues, others)).toList());
  }

  private static TransformerBlock mapped(
      TransformerBlock block,
      UnaryOperator<Linear> queriesAndValues,
      UnaryOperator<Linear> others) {
    var attention = block.selfAttention();
    return new TransformerBlock(
        new MultiHeadAttention(
            attention.config(),
            queriesAndValues.apply(attention.query()),
            others.apply(attention.key()),
            queriesAndValues.apply(attention.value()),
            others.apply(attention.output()),
            attention.rotary()),
        block.selfAttentionNorm(),
        switch (block.feedForward()) {
          case FeedForward.Plain(var inner, var outer, var activation, var dropout) ->
              new FeedForward.Plain(others.apply(inner), others.apply(outer), activation, dropout);
          case FeedForward.SwiGlu(var gate, var up, var down) ->
              new FeedForward.SwiGlu(others.apply(gate), others.apply(up), others.apply(down));
        },
        block.feedForwardNorm(),
        block.residual());
  }
}
