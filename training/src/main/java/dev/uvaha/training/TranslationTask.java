package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.PaddedIds;
import dev.uvaha.data.TokenBatches;
import dev.uvaha.data.TranslationBatch;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// Learns to translate: to predict each token of the target from the source and from the target's
/// tokens before it.
///
/// @param padding the id of `<pad>`, which counts in no loss
/// @param smoothing the share of label smoothing in training, 0.1 in "Attention Is All You Need"
/// @param measure a further measure after each validation, such as BLEU; it may be empty
public record TranslationTask(
    SequenceToSequence model,
    TokenBatches training,
    TokenBatches heldOut,
    int padding,
    double smoothing,
    Supplier<OptionalDouble> measure)
    implements TrainingTask<TranslationBatch> {
  public TranslationTask {
    if (!(smoothing >= 0 && smoothing < 1))
      throw new IllegalArgumentException("smoothing must be in [0, 1), got " + smoothing);
  }

  @Override
  public Iterator<DrawnBatch<TranslationBatch>> batches(BatchCursor from) {
    return StreamSupport.stream(training.from(from).spliterator(), false)
        .map(DrawnBatch::of)
        .iterator();
  }

  @Override
  public LossSum loss(TranslationBatch batch, Mode mode) {
    var device = device();
    var source = tensor(batch.source(), device);
    var logits =
        model.forward(
            source,
            batch.source().lengths(),
            tensor(batch.decoderInput(), device),
            mode,
            Trace.none()); // [B, T, V]
    var smoothed =
        switch (mode) {
          case TRAINING -> smoothing;
          case INFERENCE -> 0;
        };
    return LossSum.ofMean(
        Loss.crossEntropy(logits, tensor(batch.decoderTarget(), device), smoothed, padding),
        batch.targetTokens());
  }

  @Override
  public List<TranslationBatch> halves(TranslationBatch batch) {
    return batch.halves();
  }

  private static Tensor tensor(PaddedIds ids, Device device) {
    return Tensors.indices(ids.ids(), ids.rows(), ids.columns()).to(device);
  }

  @Override
  public Iterable<TranslationBatch> validation() {
    return () -> heldOut.epoch(0).iterator();
  }

  @Override
  public OptionalDouble metric() {
    return measure.get();
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(training.batchesIn(epoch));
  }

  @Override
  public long fingerprint() {
    return training.fingerprint();
  }
}
