package dev.uvaha.vision;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.augment.Mixup;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import dev.uvaha.training.WeightsFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Learns the classes of pictures, by cross-entropy against smoothed and perhaps blended labels.
/// The measure is the share of right answers, held out.
///
/// Close it when training is over: it ends the threads that make the batches.
public final class PictureClassification implements TrainingTask<ImageBatch>, AutoCloseable {
  private static final long MIXUP = 0x6d6978; // a stream of its own beside those of the pictures
  private static final int IGNORED = -100;

  /// What the right answers are.
  ///
  /// @param smoothing the share of the mass that is spread over all classes
  /// @param mixup α, by which pictures and labels of a batch are blended; 0 for none
  /// @param seed of the shares that are blended
  public record Targets(double smoothing, double mixup, long seed) {}

  private final Vit model;
  private final BatchFeed training;
  private final Targets targets;
  private final Optional<BatchFeed> heldOut;
  private final WeightsFormat format;

  private PictureClassification(
      Vit model,
      BatchFeed training,
      Targets targets,
      Optional<BatchFeed> heldOut,
      WeightsFormat format) {
    this.model = model;
    this.training = training;
    this.targets = targets;
    this.heldOut = heldOut;
    this.format = format;
  }

  /// With nothing held out.
  public PictureClassification(Vit model, BatchFeed training, Targets targets) {
    this(model, training, targets, Optional.empty(), WeightsFormat.OWN);
  }

  /// The same, but validated on pictures, and kept in a format.
  PictureClassification with(BatchFeed validation, WeightsFormat kept) {
    return new PictureClassification(model, training, targets, Optional.of(validation), kept);
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
          case INFERENCE -> Loss.crossEntropy(logits(model, batch), labels(batch), 0, IGNORED);
        };
    return LossSum.ofMean(loss, batch.size());
  }

  /// Their pictures are blended by the same shares, each half's among themselves.
  @Override
  public List<ImageBatch> halves(ImageBatch batch) {
    return batch.halves();
  }

  private Tensor softLoss(ImageBatch batch) {
    var classes = model.config().labels();
    var blended =
        new Mixup(batch.pictures(), Mixup.softLabels(batch.labels(), classes, targets.smoothing()));
    if (targets.mixup() > 0) {
      var random = RandomStream.of(targets.seed(), batch.epoch(), batch.position(), MIXUP);
      blended =
          Mixup.of(blended.pictures(), blended.labels(), batch.size(), targets.mixup(), random);
    }
    var told = model.forward(pixels(model, batch, blended.pictures()), Mode.TRAINING);
    return softCrossEntropy(told, Tensors.of(device(), blended.labels(), batch.size(), classes));
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

  private static Tensor logits(Vit model, ImageBatch batch) {
    return model.forward(pixels(model, batch, batch.pictures()), Mode.INFERENCE);
  }

  /// @param pictures the batch's own, or blended ones
  private static Tensor pixels(Vit model, ImageBatch batch, float[] pictures) {
    var side = model.config().encoder().patches().imageSize();
    return Tensors.of(model.device(), pictures, batch.size(), batch.channels(), side, side);
  }

  private Tensor labels(ImageBatch batch) {
    return Tensors.indices(device(), batch.labels(), batch.size());
  }

  @Override
  public String unit() {
    return "pictures";
  }

  @Override
  public Iterable<ImageBatch> validation() {
    return heldOut.map(BatchFeed::all).orElse(List.of());
  }

  @Override
  public OptionalDouble metric() {
    return heldOut.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(accuracy(model, heldOut.get()));
  }

  /// The share of pictures that a model classifies rightly.
  public static double accuracy(Vit model, BatchFeed pictures) {
    var right = 0L;
    for (var batch : pictures.all()) {
      var told = answers(model, batch);
      for (var i = 0; i < told.length; i++) if (told[i] == batch.labels()[i]) right++;
    }
    return (double) right / pictures.size();
  }

  /// The likeliest class of each picture.
  static long[] answers(Vit model, ImageBatch batch) {
    try (var _ = TensorScope.open()) {
      return Autograd.noGradient(() -> logits(model, batch).argmax(-1).toLongs());
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
