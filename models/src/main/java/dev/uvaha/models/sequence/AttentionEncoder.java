package dev.uvaha.models.sequence;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// Self-attention layers on one another: a position's state comes from all that it may see, however
/// far.
///
/// @param positions what tells the order
/// @param dropout on the input
/// @param norm after the last layer
public record AttentionEncoder(
    Positions.Sinusoidal positions,
    Dropout dropout,
    List<TransformerBlock> layers,
    LayerNorm norm,
    Direction direction)
    implements SequenceEncoder {
  public AttentionEncoder {
    layers = List.copyOf(layers);
  }

  static AttentionEncoder create(
      EncoderConfig.SelfAttention config, SequenceConfig sequence, Direction direction) {
    var width = sequence.width();
    var block =
        new BlockConfig(
            width,
            config.heads(),
            config.innerWidth(),
            Activation.RELU,
            NormOrder.PRE,
            sequence.dropout());
    return new AttentionEncoder(
        Positions.Sinusoidal.create(width),
        new Dropout(sequence.dropout()),
        Stream.generate(() -> TransformerBlock.create(block)).limit(config.layers()).toList(),
        LayerNorm.create(width),
        direction);
  }

  @Override
  public Tensor forward(Tensor input, int[] lengths, Mode mode, Trace trace) {
    var real = RealPositions.of("AttentionEncoder", input, lengths, positions.width());
    var mask =
        switch (direction) {
          case BOTH_WAYS -> AttentionMask.padding(lengths);
          case FORWARDS -> AttentionMask.padding(lengths).and(AttentionMask.causal());
        };
    var states = dropout.forward(positions.addTo(input), mode);
    for (var layer : layers) {
      states = layer.forward(states, mask, mode, trace, "encoder_attentions");
      trace.record("encoder_hidden_states", states);
    }
    return real.only(norm.forward(states));
  }

  @Override
  public void describe(Description description) {
    description.layer("positions", positions).layers("layers", layers).layer("norm", norm);
  }
}
