package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// What every model here is made of: an input, an encoder and a linear output.
record SequenceReader(SequenceInput input, SequenceEncoder encoder, Dropout dropout, Linear output)
    implements Layer {
  static SequenceReader create(SequenceConfig config, Direction direction, int outputs) {
    return new SequenceReader(
        SequenceInput.create(config.elements(), config.width()),
        SequenceEncoder.create(config, direction),
        new Dropout(config.dropout()),
        Linear.create(config.width(), outputs));
  }

  /// The states of all positions.
  ///
  /// @param owner whose door this is
  /// @return `[B, T, D]`; zeros in the padding
  Tensor states(String owner, Tensor sequences, int[] lengths, Mode mode, Trace trace) {
    return encoder.forward(input.forward(owner, sequences, lengths), lengths, mode, trace);
  }

  /// Logits or numbers from states: `[…, D]` to `[…, outputs]`.
  Tensor answer(Tensor states, Mode mode) {
    return output.forward(dropout.forward(states, mode));
  }

  @Override
  public void describe(Description description) {
    description.layer("input", input).layer("encoder", encoder).layer("output", output);
  }
}
