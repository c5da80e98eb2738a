package dev.uvaha.models.block;

import dev.uvaha.tensor.Tensor;
import java.util.List;

/// What a [CausalTransformer] computes from tokens to logits, in order.
///
/// @param embedded the tokens' vectors, `[B, T, D]`
/// @param positioned the same with what is added for positions; where attention turns by itself the
///   same tensor, `[B, T, D]`
/// @param blocks from the first to the last
/// @param normalised the last block's output normalised, `[B, T, D]`
/// @param logits `[B, T, V]`
public record ForwardSteps(
    Tensor embedded, Tensor positioned, List<BlockSteps> blocks, Tensor normalised, Tensor logits) {
  /// Keeps its own list.
  public ForwardSteps {
    blocks = List.copyOf(blocks);
  }
}
