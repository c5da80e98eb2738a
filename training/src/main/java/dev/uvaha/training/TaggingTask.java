package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchLabels;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.SequenceTagger;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.OptionalDouble;

/// Learns a tag for each position, by cross-entropy; padding counts in no loss.
///
/// The measure is the share of positions with the right tag, held out.
public record TaggingTask(SequenceTagger model, SequenceBatches training, SequenceBatches heldOut)
    implements SequenceTask {
  /// Checks that data and model fit.
  public TaggingTask {
    check(model.config(), training);
    check(model.config(), heldOut);
  }

  private static void check(SequenceTagger.Config config, SequenceBatches batches) {
    var elements = config.sequence().elements();
    SequenceFit.check("TaggingTask", batches, elements, "a tag per position");
    batches.requireLabelsBelow(config.tags());
  }

  @Override
  public LossSum loss(SequenceBatch batch, Mode mode) {
    var logits = logits(batch, mode); // [B, T, C]
    return LossSum.ofMean(
        Loss.crossEntropy(logits, tags(batch, logits), 0, BatchLabels.PerPosition.IGNORED),
        positions(batch));
  }

  private Tensor logits(SequenceBatch batch, Mode mode) {
    var sequences = batch.sequences();
    return model.forward(
        SequenceTask.tensor(sequences, device()), sequences.lengths(), mode, Trace.none());
  }

  private static Tensor tags(SequenceBatch batch, Tensor logits) {
    if (!(batch.labels() instanceof BatchLabels.PerPosition(int[] tags)))
      throw new IllegalArgumentException(
          "TaggingTask: a batch must have tags, got " + batch.labels());
    return Tensors.indices(logits.device(), tags, logits.size(0), logits.size(1));
  }

  private static long positions(SequenceBatch batch) {
    return Arrays.stream(batch.sequences().lengths()).asLongStream().sum();
  }

  @Override
  public OptionalDouble metric() {
    var right = 0.0;
    var all = 0L;
    for (var batch : validation()) {
      try (var _ = TensorScope.open()) {
        var logits = logits(batch, Mode.INFERENCE);
        var hits = logits.argmax(-1).equalTo(tags(batch, logits)); // never in the padding
        right += hits.to(DataType.FLOAT32).sum().item();
        all += positions(batch);
      }
    }
    return OptionalDouble.of(right / all);
  }
}
