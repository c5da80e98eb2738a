package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is learnt: a model, the batches it learns from, and what a good answer is.
///
/// @param <B> a batch
public interface TrainingTask<B> {
  /// The model whose parameters are trained.
  Layer model();

  /// Where the model is.
  default Device device() {
    return model().device();
  }

  /// The batches from a cursor on, endlessly; a pure function of the cursor, or resuming is not
  /// exact.
  Iterator<DrawnBatch<B>> batches(BatchCursor from);

  /// The loss of a batch. In [Mode#INFERENCE] it is the one to validate by: without dropout and
  /// label smoothing, in nats.
  LossSum loss(B batch, Mode mode);

  /// A batch as two halves, which two threads learn at once where that is faster; or as itself
  /// alone, as by default. The halves' losses in [Mode#TRAINING] must be sums that add up to the
  /// batch's, but for what is random in either, and [#loss] must bear to be called for both at the
  /// same time, for one of them on another thread.
  default List<B> halves(B batch) {
    return List.of(batch);
  }

  /// What its losses are means over, in the plural, such as `tokens`: see [LossSum].
  default String unit() {
    return "tokens";
  }

  /// What to validate on; nothing, unless given.
  default Iterable<B> validation() {
    return List.of();
  }

  /// A further measure of the model as it is now, the higher the better, such as BLEU; asked for
  /// after each validation.
  default OptionalDouble metric() {
    return OptionalDouble.empty();
  }

  /// How many bytes of text a prediction of the validation stands for on average, so that losses
  /// over different tokens compare; empty where it is not text that is predicted.
  default OptionalDouble bytesPerPrediction() {
    return OptionalDouble.empty();
  }

  /// How the weights to use are kept on disk.
  default WeightsFormat format() {
    return WeightsFormat.OWN;
  }

  /// How many batches an epoch has, if known beforehand: only the estimate of the remaining time
  /// needs it.
  default OptionalInt batchesIn(int epoch) {
    return OptionalInt.empty();
  }

  /// A number that changes with the training data: resuming over other data is refused.
  default long fingerprint() {
    return 0;
  }
}
