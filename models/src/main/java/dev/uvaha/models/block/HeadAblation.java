package dev.uvaha.models.block;

import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// Switches heads of attention off, to see what they are worth (Michel et al. 2019, "Are Sixteen
/// Heads Really Better than One?"): what they found counts as zeros.
///
/// `concat(H₁, …, H_N) W_O` with `Hᵢ = 0` is the same map with zeros in the columns of W_O that
/// head i meets, so that a model with heads switched off is a model like any other.
public final class HeadAblation {
  private HeadAblation() {}

  /// Where a head is.
  ///
  /// @param layer from 0
  /// @param head from 0, among those of queries
  public record Place(int layer, int head) {}

  /// The same model without these heads. All but the blocks' maps W_O is shared with it.
  ///
  /// @throws IllegalArgumentException if the model has no such head
  public static CausalTransformer without(CausalTransformer model, Collection<Place> places) {
    for (var place : places) check(model, place);
    var blocks = model.blocks();
    return model.with(
        IntStream.range(0, blocks.size())
            .mapToObj(layer -> {
              var heads =
                  places.stream()
                      .filter(place -> place.layer() == layer)
                      .map(Place::head)
                      .distinct()
                      .toList();
              return heads.isEmpty() ? blocks.get(layer) : without(blocks.get(layer), heads);
            })
            .toList());
  }

  private static void check(CausalTransformer model, Place place) {
    var blocks = model.blocks();
    if (place.layer() < 0 || place.layer() >= blocks.size())
      throw new IllegalArgumentException(
          "HeadAblation: there is no layer %d: they are 0 to %d"
              .formatted(place.layer(), blocks.size() - 1));
    var heads = blocks.get(place.layer()).selfAttention().config().heads();
    if (place.head() < 0 || place.head() >= heads)
      throw new IllegalArgumentException(
          "HeadAblation: layer %d has no head %d: they are 0 to %d"
              .formatted(place.layer(), place.head(), heads - 1));
  }

  private static TransformerBlock without(TransformerBlock block, List<Integer> heads) {
    var attention = block.selfAttention();
    var merged = attention.output().merged();
    var width = attention.config().headWidth();
    var weight = Autograd.noGradient(() -> zeroed(merged.weight().value(), heads, width));
    return new TransformerBlock(
        new MultiHeadAttention(
            attention.config(),
            attention.query(),
            attention.key(),
            attention.value(),
            new Linear(new Parameter(weight), merged.bias()),
            attention.rotary()),
        block.selfAttentionNorm(),
        block.feedForward(),
        block.feedForwardNorm(),
        block.residual());
  }

  /// @param weight `[D, NH]`
  private static Tensor zeroed(Tensor weight, List<Integer> heads, int width) {
    var copy = weight.detach().copy();
    for (var head : heads)
      try (var columns = copy.narrow(1, (long) head * width, width)) {
        columns.fillInPlace(0);
      }
    return copy;
  }
}
