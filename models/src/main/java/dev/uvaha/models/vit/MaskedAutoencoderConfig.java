package dev.uvaha.models.vit;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.ParameterCounts;
import dev.uvaha.models.block.Residual.NormOrder;

/// The sizes of a [MaskedAutoencoder].
///
/// @param decoderLayers few, and
/// @param decoder narrow, since the decoder is thrown away; its width divides by 4
public record MaskedAutoencoderConfig(
    VitEncoderConfig encoder, int decoderLayers, BlockConfig decoder) {
  public MaskedAutoencoderConfig {
    if (decoderLayers < 1)
      throw new IllegalArgumentException("decoderLayers must be 1 or more, got " + decoderLayers);
    if (decoder.normOrder() != NormOrder.PRE || decoder.width() % 4 != 0)
      throw new IllegalArgumentException(
          "the decoder's normOrder must be PRE and its width divide by 4, got %s and %d"
              .formatted(decoder.normOrder(), decoder.width()));
    if (encoder.patches().values() < 2)
      throw new IllegalArgumentException("patches of one value have no variance to be told");
  }

  /// How many numbers training sets in a [MaskedAutoencoder] of these sizes; the greatest `long` if
  /// there are more.
  public long parameterCount() {
    var width = decoder.width();
    var layer =
        sum(
            ParameterCounts.attention(width),
            ParameterCounts.feedForward(width, decoder.innerWidth()),
            2 * ParameterCounts.norm(width));
    return sum(
        encoder.parameterCount(),
        product(width, encoder.block().width() + 1L),
        width,
        product(decoderLayers, layer),
        ParameterCounts.norm(width),
        product(encoder.patches().values(), width + 1L));
  }
}
