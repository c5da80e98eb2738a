package dev.uvaha.vision;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.augment.Mixup;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.images.batches.ImageBatches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import dev.uvaha.training.WeightsFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Learns the classes of pictures, by cross-entropy against smoothed and perhaps blended labels.
/// The measure is the share of right answers, held out.
///
/// Close it when training is over: it ends the threads that make the batches.
final class VisionTask implements TrainingTask<ImageBatch>, AutoCloseable {
  private static final long MIXUP = 0x6d6978; // a stream of its own beside those of the pictures
  private static final int IGNORED = -100;

  private final Vit model;
  private final BatchFeed training;
  private final ImageBatches heldOut;
  private final VisionRecipe recipe;
  private final WeightsFormat format;

  VisionTask(
      Vit model,
      ImageBatches training,
      ImageBatches heldOut,
      VisionRecipe recipe,
      WeightsFormat format) {
    this.model = model;
    this.training = new BatchFeed(training);
    this.heldOut = heldOut;
    this.recipe = recipe;
    this.format = format;
  }

  @Override
  public Vit model() {
    return model;
  }

  @Override
  public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
    return training.from(from);
  }

  @Override
  public LossSum loss(ImageBatch batch, Mode mode) {
    var loss =
        switch (mode) {
          case TRAINING -> softLoss(batch);
          case INFERENCE -> Loss.crossEntropy(logits(batch), labels(batch), 0, IGNORED);
        };
    return LossSum.ofMean(loss, batch.size());
  }

  private Tensor softLoss(ImageBatch batch) {
    var classes = model.config().labels();
    var blended =
        new Mixup(
            batch.pictures(),
            Mixup.softLabels(batch.labels(), classes, recipe.training().step().labelSmoothing()));
    var alpha = recipe.data().augmentation().mixup();
    if (alpha > 0) {
      var random = RandomStream.of(recipe.seed(), batch.epoch(), batch.position(), MIXUP);
      blended = Mixup.of(blended.pictures(), blended.labels(), batch.size(), alpha, random);
    }
    var pixels = PictureBatches.pixels(batch, blended.pictures(), device());
    var targets = Tensors.of(device(), blended.labels(), batch.size(), classes);
    return softCrossEntropy(model.forward(pixels, Mode.TRAINING), targets);
  }

  /// The mean over rows of `-Σ p log softmax(logits)`, in nats: cross-entropy against
  /// probabilities.
  ///
  /// @param logits `[B, K]`
  /// @param probabilities `[B, K]`, each row of sum 1
  static Tensor softCrossEntropy(Tensor logits, Tensor probabilities) {
    return logits
        .to(DataType.FLOAT32)
        .logSoftmax(-1)
        .multiply(probabilities)
        .sum()
        .multiply(-1.0 / logits.size(0));
  }

  private Tensor logits(ImageBatch batch) {
    return model.forward(PictureBatches.pixels(batch, device()), Mode.INFERENCE);
  }

  private Tensor labels(ImageBatch batch) {
    return Tensors.indices(device(), batch.labels(), batch.size());
  }

  @Override
  public Iterable<ImageBatch> validation() {
    return PictureBatches.epoch(heldOut);
  }

  @Override
  public OptionalDouble metric() {
    var right = 0L;
    for (var batch : validation()) {
      var told = answers(batch);
      for (var i = 0; i < told.length; i++) if (told[i] == batch.labels()[i]) right++;
    }
    return OptionalDouble.of((double) right / heldOut.size());
  }

  /// The likeliest class of each picture.
  int[] answers(ImageBatch batch) {
    try (var _ = TensorScope.open()) {
      return Arrays.stream(logits(batch).argmax(-1).toLongs()).mapToInt(Math::toIntExact).toArray();
    }
  }

  @Override
  public WeightsFormat format() {
    return format;
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(training.batchesPerEpoch());
  }

  @Override
  public long fingerprint() {
    return training.fingerprint();
  }

  @Override
  public void close() {
    training.close();
  }
}
