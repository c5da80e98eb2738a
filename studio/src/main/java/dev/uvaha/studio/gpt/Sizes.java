package dev.uvaha.studio.gpt;

import dev.uvaha.attention.Positions;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.RmsNorm;

/// What a model is made of, for the page to say.
///
/// @param keys heads of keys, which may be fewer than those of queries
/// @param inner hidden units of a feed-forward network
/// @param most tokens that the page takes
/// @param norm `layer` or `rms`
/// @param positions `learned`, `sinusoidal`, `rotary` or `none`
/// @param network `plain` or `gated`
record Sizes(
    String name,
    long parameters,
    int layers,
    int heads,
    int keys,
    int depth,
    int width,
    int inner,
    int vocabulary,
    int most,
    String norm,
    String positions,
    String network) {
  static Sizes of(TextModel text, CausalTransformer model, int most) {
    var block = model.blocks().getFirst();
    var attention = block.selfAttention().config();
    return new Sizes(
        text.name(),
        model.parameters().values().stream().mapToLong(one -> one.shape().elements()).sum(),
        model.blocks().size(),
        attention.heads(),
        attention.keyHeads(),
        attention.headWidth(),
        attention.width(),
        switch (block.feedForward()) {
          case FeedForward.Plain plain -> plain.inner().outputs();
          case FeedForward.SwiGlu gated -> gated.up().outputs();
        },
        model.vocabulary(),
        Math.min(most, model.maximumLength()),
        switch (block.selfAttentionNorm()) {
          case LayerNorm _ -> "layer";
          case RmsNorm _ -> "rms";
        },
        block.selfAttention().rotary().isPresent()
            ? "rotary"
            : switch (model.positions()) {
              case Positions.None() -> "none";
              case Positions.Sinusoidal _ -> "sinusoidal";
              case Positions.Learned _ -> "learned";
            },
        switch (block.feedForward()) {
          case FeedForward.Plain _ -> "plain";
          case FeedForward.SwiGlu _ -> "gated";
        });
  }
}
