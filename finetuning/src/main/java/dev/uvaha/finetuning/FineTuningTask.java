package dev.uvaha.finetuning;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.ExampleBatches;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.Halves;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import dev.uvaha.training.WeightsFormat;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/// Learns classes and, beside them, still to predict the next token: `L₃ = L₂ + λ L₁` (Radford et
/// al. 2018, eq. 5). The measure is the share of right answers, held out.
///
/// @param model what is trained: the classifier, or its changes and its head alone
/// @param auxiliary λ, 0.5 as published
record FineTuningTask(
    CausalClassifier classifier,
    Layer model,
    ExampleBatches<TextExample> training,
    ExampleBatches<TextExample> heldOut,
    double auxiliary,
    WeightsFormat format)
    implements TrainingTask<List<TextExample>> {
  private static final int IGNORED = -100;

  @Override
  public Iterator<DrawnBatch<List<TextExample>>> batches(BatchCursor from) {
    return StreamSupport.stream(training.from(from).spliterator(), false)
        .map(DrawnBatch::of)
        .iterator();
  }

  @Override
  public LossSum loss(List<TextExample> batch, Mode mode) {
    var rows = ExampleRows.of(batch);
    var told = rows.read(classifier, mode);
    var labels = batch.stream().mapToInt(TextExample::label).toArray();
    var device = classifier.device();
    var loss =
        Loss.crossEntropy(
            told.classes(), Tensors.indices(device, labels, labels.length), 0, IGNORED);
    if (mode == Mode.TRAINING && auxiliary > 0) {
      var logits = classifier.body().logits(told.states()); // [R, T, V]
      loss = loss.add(Loss.crossEntropy(logits, rows.next(device), 0, IGNORED).multiply(auxiliary));
    }
    return LossSum.ofMean(loss, batch.size());
  }

  /// Not with the auxiliary loss, a mean over tokens, of which halves need not have as many.
  @Override
  public List<List<TextExample>> halves(List<TextExample> batch) {
    return auxiliary > 0 ? List.of(batch) : Halves.of(batch);
  }

  @Override
  public String unit() {
    return "examples";
  }

  @Override
  public Iterable<List<TextExample>> validation() {
    return () -> heldOut.epoch(0).iterator();
  }

  @Override
  public OptionalDouble metric() {
    var right = 0L;
    for (var batch : validation()) {
      var told = answers(classifier, batch);
      for (var i = 0; i < told.length; i++) if (told[i] == batch.get(i).label()) right++;
    }
    return OptionalDouble.of((double) right / heldOut.size());
  }

  /// The likeliest class of each example.
  static int[] answers(CausalClassifier classifier, List<TextExample> batch) {
    try (var _ = TensorScope.open()) {
      var classes = ExampleRows.of(batch).read(classifier, Mode.INFERENCE).classes();
      return java.util.Arrays.stream(classes.argmax(-1).toLongs())
          .mapToInt(Math::toIntExact)
          .toArray();
    }
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
