package dev.uvaha.data;

import java.util.List;

/// Labelled sequences of one training step.
public record SequenceBatch(PaddedSequences sequences, BatchLabels labels) {
  /// The examples as one batch, in their order.
  ///
  /// @throws IllegalArgumentException if there are none, or they are not of one kind
  public static SequenceBatch of(List<LabelledSequence> examples) {
    var sequences = PaddedSequences.of(examples.stream().map(LabelledSequence::sequence).toList());
    return new SequenceBatch(
        sequences,
        BatchLabels.of(
            examples.stream().map(LabelledSequence::label).toList(), sequences.columns()));
  }

  /// B.
  public int rows() {
    return sequences.rows();
  }
}
