package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.Residual;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// Convolutions on one another, each inside a residual connection: a position's state comes from a
/// window around it, which grows with each layer.
///
/// Forwards, the window ends at its position.
///
/// @param norm after the last layer
public record ConvolutionalEncoder(List<Block> blocks, LayerNorm norm) implements SequenceEncoder {
  public ConvolutionalEncoder {
    blocks = List.copyOf(blocks);
  }

  /// `x + dropout(relu(conv(norm(x))))`, with zeros for the padding as for what is beyond the ends.
  public record Block(LayerNorm norm, Conv1d convolution, Residual residual) implements Layer {
    static Block create(int kernel, SequenceConfig sequence, Direction direction) {
      var width = sequence.width();
      var same = Conv1d.create(width, width, kernel);
      var convolution =
          switch (direction) {
            case BOTH_WAYS -> same;
            case FORWARDS -> new Conv1d(same.weight(), same.bias(), kernel - 1);
          };
      return new Block(
          LayerNorm.create(width),
          convolution,
          new Residual(Residual.NormOrder.PRE, new Dropout(sequence.dropout())));
    }

    Tensor forward(Tensor states, RealPositions real, Mode mode) {
      var positions = states.size(1);
      return residual.around(
          states,
          norm,
          x -> Kernels.relu(convolution.forward(real.only(x)).narrow(1, 0, positions)), // [B, T, D]
          mode);
    }

    @Override
    public void describe(Description description) {
      description.layer("norm", norm).layer("convolution", convolution);
    }
  }

  static ConvolutionalEncoder create(
      EncoderConfig.Convolutional config, SequenceConfig sequence, Direction direction) {
    return new ConvolutionalEncoder(
        Stream.generate(() -> Block.create(config.kernel(), sequence, direction))
            .limit(config.layers())
            .toList(),
        LayerNorm.create(sequence.width()));
  }

  @Override
  public Tensor forward(Tensor input, int[] lengths, Mode mode, Trace trace) {
    var width = (int) norm.weight().shape().size(0);
    var real = RealPositions.of("ConvolutionalEncoder", input, lengths, width);
    var states = input;
    for (var block : blocks) {
      states = block.forward(states, real, mode);
      trace.record("encoder_hidden_states", states);
    }
    return real.only(norm.forward(states));
  }

  @Override
  public void describe(Description description) {
    description.layers("blocks", blocks).layer("norm", norm);
  }
}
