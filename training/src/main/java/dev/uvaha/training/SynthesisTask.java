package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchLabels;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.SequenceSynthesis;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensors;

/// Learns to make sequences from vectors, each element from those that truly stand before it
/// (teacher forcing), and where to end.; see [WritingLoss].
public record SynthesisTask(
    SequenceSynthesis model, SequenceBatches training, SequenceBatches heldOut)
    implements SequenceTask {
  /// Checks that data and model fit.
  public SynthesisTask {
    check(model.config(), training);
    check(model.config(), heldOut);
  }

  private static void check(SequenceSynthesis.Config config, SequenceBatches batches) {
    var elements = config.sequence().elements();
    SequenceFit.check("SynthesisTask", batches, elements, "a vector of width " + config.inputs());
  }

  @Override
  public LossSum loss(SequenceBatch batch, Mode mode) {
    if (!(batch.labels() instanceof BatchLabels.Vectors(int width, float[] values)))
      throw new IllegalArgumentException(
          "SynthesisTask: a batch must have vectors, got " + batch.labels());
    var sequences = batch.sequences();
    var told =
        model.forward(
            Tensors.of(device(), values, batch.rows(), width),
            SequenceTask.tensor(sequences, device()),
            sequences.lengths(),
            mode,
            Trace.none()); // [B, T + 1, O]
    return WritingLoss.of(told, sequences);
  }
}
