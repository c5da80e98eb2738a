package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.Recurrent;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// Recurrent layers on one another: a position's state is carried from its neighbours'.
///
/// @param layers each of width D in all
/// @param dropout between the layers
public record RecurrentEncoder(List<Recurrent> layers, Dropout dropout) implements SequenceEncoder {
  public RecurrentEncoder {
    layers = List.copyOf(layers);
  }

  static RecurrentEncoder create(
      EncoderConfig.Recurrent config, SequenceConfig sequence, Direction direction) {
    var width = sequence.width();
    var cell = config.cell();
    return new RecurrentEncoder(
        Stream.generate(() ->
                switch (direction) {
                  case FORWARDS -> Recurrent.oneWay(cell.create(width, width));
                  case BOTH_WAYS ->
                      Recurrent.bothWays(
                          cell.create(width, width / 2), cell.create(width, width / 2));
                })
            .limit(config.layers())
            .toList(),
        new Dropout(sequence.dropout()));
  }

  @Override
  public Tensor forward(Tensor input, int[] lengths, Mode mode, Trace trace) {
    RealPositions.of("RecurrentEncoder", input, lengths, layers.getFirst().forwards().inputs());
    var states = layers.getFirst().forward(input, lengths).outputs();
    trace.record("encoder_hidden_states", states);
    for (var layer : layers.subList(1, layers.size())) {
      states = layer.forward(dropout.forward(states, mode), lengths).outputs();
      trace.record("encoder_hidden_states", states);
    }
    return states;
  }

  @Override
  public void describe(Description description) {
    description.layers("layers", layers);
  }
}
