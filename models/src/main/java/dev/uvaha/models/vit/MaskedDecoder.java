package dev.uvaha.models.vit;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Tells every patch's values from the states of the visible ones: one trained token stands for
/// each that is hidden, and positions tell which (He et al. 2022, section 3, "MAE decoder").
///
/// @param input from the encoder's width to D
/// @param maskToken `[1, D]`
/// @param output from D to a patch's values
public record MaskedDecoder(
    Linear input,
    Parameter maskToken,
    PatchPositions.Sinusoidal positions,
    Dropout dropout,
    List<TransformerBlock> blocks,
    LayerNorm norm,
    Linear output)
    implements Layer {
  private static final double DEVIATION = 0.02;

  public MaskedDecoder {
    blocks = List.copyOf(blocks);
  }

  static MaskedDecoder create(MaskedAutoencoderConfig config) {
    var block = config.decoder();
    var patches = config.encoder().patches();
    return new MaskedDecoder(
        Linear.create(config.encoder().block().width(), block.width()),
        Initialization.normal(DEVIATION, 1, block.width()),
        PatchPositions.Sinusoidal.create(block.width(), patches.grid()),
        new Dropout(block.dropout()),
        Stream.generate(() -> TransformerBlock.create(block))
            .limit(config.decoderLayers())
            .toList(),
        LayerNorm.create(block.width()),
        Linear.create(block.width(), Math.toIntExact(patches.values())));
  }

  /// The values of every patch, normalised.
  ///
  /// @param states of the visible patches, in the mask's order, after the class token if there is
  ///   one
  /// @return `[B, L, P·P·C]`
  Tensor forward(Tensor states, PatchMask mask, PatchGrid grid, Mode mode) {
    var embedded = input.forward(states);
    var classTokens = embedded.size(1) - mask.visible();
    var seen = embedded.narrow(1, classTokens, mask.visible());
    var width = embedded.size(2);
    var unseen =
        maskToken
            .value()
            .to(embedded.dataType())
            .unsqueeze(0)
            .expand(mask.pictures(), mask.patches() - mask.visible(), width);
    var all = mask.joined(seen, unseen).add(positions.ofPatches(grid, states.device()));
    var parts = new ArrayList<Tensor>();
    if (classTokens > 0)
      parts.add(embedded.narrow(1, 0, classTokens).add(positions.ofClassToken(states.device())));
    parts.add(all);
    var state = dropout.forward(Tensors.concatenate(1, parts), mode);
    for (var block : blocks)
      state = block.forward(state, AttentionMask.none(), mode, Trace.none(), "attentions");
    return output.forward(norm.forward(state).narrow(1, classTokens, mask.patches()));
  }

  @Override
  public void describe(Description description) {
    description
        .layer("input", input)
        .parameter("mask_token", maskToken)
        .layers("blocks", blocks)
        .layer("norm", norm)
        .layer("output", output);
  }
}
