package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchLabels;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.SequenceClassifier;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.OptionalDouble;

/// Learns the classes of sequences: by cross-entropy where each has one, by binary cross-entropy
/// over the classes where it has any.
///
/// The measure is the share of right answers, held out: of classes, or of yes and no to each.
public record ClassificationTask(
    SequenceClassifier model, SequenceBatches training, SequenceBatches heldOut)
    implements SequenceTask {
  private static final int NONE_IGNORED = -100;

  /// Checks that data and model fit.
  public ClassificationTask {
    check(model.config(), training);
    check(model.config(), heldOut);
  }

  private static void check(SequenceClassifier.Config config, SequenceBatches batches) {
    var labels =
        switch (config.output()) {
          case SOFTMAX -> "one class";
          case SIGMOID -> "any of " + config.classes() + " classes";
        };
    SequenceFit.check("ClassificationTask", batches, config.sequence().elements(), labels);
    batches.requireLabelsBelow(config.classes());
  }

  @Override
  public LossSum loss(SequenceBatch batch, Mode mode) {
    var logits = logits(batch, mode); // [B, C]
    return switch (batch.labels()) {
      case BatchLabels.OneOf(int[] numbers) -> {
        var targets = Tensors.indices(logits.device(), numbers, numbers.length);
        yield LossSum.ofMean(Loss.crossEntropy(logits, targets, 0, NONE_IGNORED), numbers.length);
      }
      case BatchLabels.AnyOf(_, float[] members) ->
          LossSum.ofMean(Loss.binaryCrossEntropy(logits, members(logits, members)), members.length);
      case BatchLabels.PerPosition _, BatchLabels.Translations _, BatchLabels.Vectors _ ->
          throw new IllegalArgumentException(
              "ClassificationTask: a batch must have classes, got " + batch.labels());
    };
  }

  private static Tensor members(Tensor logits, float[] members) {
    return Tensors.of(logits.device(), members, logits.shape().sizes());
  }

  private Tensor logits(SequenceBatch batch, Mode mode) {
    var sequences = batch.sequences();
    return model.forward(
        SequenceTask.tensor(sequences, device()), sequences.lengths(), mode, Trace.none());
  }

  @Override
  public OptionalDouble metric() {
    var right = 0.0;
    var all = 0L;
    for (var batch : validation()) {
      try (var _ = TensorScope.open()) {
        var hits = hits(logits(batch, Mode.INFERENCE), batch.labels());
        right += hits.to(DataType.FLOAT32).sum().item();
        all += hits.shape().elements();
      }
    }
    return OptionalDouble.of(right / all);
  }

  /// BOOL, `[B]` or `[B, C]`.
  private static Tensor hits(Tensor logits, BatchLabels labels) {
    return switch (labels) {
      case BatchLabels.OneOf(int[] numbers) ->
          logits.argmax(-1).equalTo(Tensors.indices(logits.device(), numbers, numbers.length));
      case BatchLabels.AnyOf(_, float[] members) ->
          Tensors.zerosLike(logits)
              .lessThan(logits)
              .to(DataType.FLOAT32)
              .equalTo(members(logits, members));
      case BatchLabels.PerPosition _, BatchLabels.Translations _, BatchLabels.Vectors _ ->
          throw new IllegalArgumentException(
              "ClassificationTask: a batch must have classes, got " + labels);
    };
  }
}
