package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.PaddedSequences;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/// Learns from labelled sequences: see [dev.uvaha.models.sequence].
public sealed interface SequenceTask extends TrainingTask<SequenceBatch>
    permits ClassificationTask, TaggingTask, SynthesisTask, SequenceTranslationTask {
  /// What is learnt from.
  SequenceBatches training();

  /// What is validated on.
  SequenceBatches heldOut();

  @Override
  default Iterator<DrawnBatch<SequenceBatch>> batches(BatchCursor from) {
    return StreamSupport.stream(training().from(from).spliterator(), false)
        .map(DrawnBatch::of)
        .iterator();
  }

  @Override
  default Iterable<SequenceBatch> validation() {
    return () -> heldOut().epoch(0).iterator();
  }

  @Override
  default String unit() {
    return "predictions";
  }

  @Override
  default OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(training().batchesIn(epoch));
  }

  @Override
  default long fingerprint() {
    return training().fingerprint();
  }

  /// The sequences as a model reads them: INT64 `[B, T]` or real `[B, T, F]`.
  static Tensor tensor(PaddedSequences sequences, Device device) {
    return switch (sequences) {
      case PaddedSequences.Tokens(int rows, int columns, int[] ids, _) ->
          Tensors.indices(device, ids, rows, columns);
      case PaddedSequences.Vectors(int rows, int columns, int width, float[] values, _) ->
          Tensors.of(device, values, rows, columns, width);
    };
  }
}
