package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchLabels;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.Elements;
import dev.uvaha.models.sequence.SequenceTranslator;
import dev.uvaha.nn.Mode;

/// Learns to make sequences from sequences, each element from those that truly stand before it
/// (teacher forcing), and where to end; see [WritingLoss].
public record SequenceTranslationTask(
    SequenceTranslator model, SequenceBatches training, SequenceBatches heldOut)
    implements SequenceTask {
  /// Checks that data and model fit.
  public SequenceTranslationTask {
    check(model.config(), training);
    check(model.config(), heldOut);
  }

  private static void check(SequenceTranslator.Config config, SequenceBatches batches) {
    SequenceFit.check(
        "SequenceTranslationTask",
        batches,
        config.source().elements(),
        "a sequence of " + SequenceFit.name(config.target()));
    if (config.target() instanceof Elements.Tokens(int vocabulary))
      batches.requireLabelsBelow(vocabulary);
  }

  @Override
  public LossSum loss(SequenceBatch batch, Mode mode) {
    if (!(batch.labels() instanceof BatchLabels.Translations(var targets)))
      throw new IllegalArgumentException(
          "SequenceTranslationTask: a batch must have translations, got " + batch.labels());
    var sources = batch.sequences();
    var told =
        model.forward(
            SequenceTask.tensor(sources, device()),
            sources.lengths(),
            SequenceTask.tensor(targets, device()),
            targets.lengths(),
            mode,
            Trace.none()); // [B, T + 1, O]
    return WritingLoss.of(told, targets);
  }
}
