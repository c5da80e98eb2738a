package dev.uvaha.vision.selfsupervised;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import dev.uvaha.vision.BatchFeed;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/// Learns the classes of pictures, by cross-entropy with smoothed labels; nothing is held out of
/// them. Closing ends the threads that load them.
public final class PictureClassification implements TrainingTask<ImageBatch>, AutoCloseable {
  private static final int NONE_IGNORED = -100;
  private static final int MEASURED = 256; // pictures at once
  private static final double SMOOTHING = 0.1;

  private final Vit model;
  private final BatchFeed feed;

  private PictureClassification(Vit model, BatchFeed feed) {
    this.model = model;
    this.feed = feed;
  }

  /// How pictures are changed and put into batches.
  ///
  /// @param leastArea the smallest part of a picture that is seen as a whole one; 1 for the whole
  /// @param flip how often it is mirrored, 0 to 1
  /// @param batch pictures of a batch; all of them if they are fewer
  public record Batching(double leastArea, double flip, int batch) {}

  /// A training of a model on pictures of as many channels.
  ///
  /// @param seed of the order of the pictures and of what happens to them
  public static PictureClassification on(
      Vit model, LabelledPictures pictures, Batching batching, long seed) {
    var patches = model.config().encoder().patches();
    var data = new PictureData(pictures, pictures, patches.channels(), patches.imageSize());
    var view = data.cropped(batching.leastArea(), batching.flip());
    int batch = Math.min(batching.batch(), pictures.size());
    return new PictureClassification(
        model, new BatchFeed(data.training(List.of(view), batch, seed)));
  }

  @Override
  public Vit model() {
    return model;
  }

  @Override
  public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
    return feed.from(from);
  }

  @Override
  public LossSum loss(ImageBatch batch, Mode mode) {
    var pixels = BatchFeed.pixels(batch, 0, model.config().encoder().patches().imageSize());
    var logits = model.forward(pixels, mode, Trace.none()).to(DataType.FLOAT32);
    var labels = Tensors.indices(batch.labels(), batch.size());
    return LossSum.ofMean(Loss.crossEntropy(logits, labels, SMOOTHING, NONE_IGNORED), batch.size());
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(feed.batchesPerEpoch());
  }

  @Override
  public long fingerprint() {
    return feed.fingerprint();
  }

  @Override
  public void close() {
    feed.close();
  }

  /// The share of pictures that a model classifies rightly.
  public static double accuracy(Vit model, LabelledPictures pictures) {
    int side = model.config().encoder().patches().imageSize();
    var data = new PictureData(pictures, pictures, 1, side);
    int right = 0;
    try (var loader = data.validation(List.of(data.plain()), MEASURED).epoch(0)) {
      while (loader.hasNext()) {
        var batch = loader.next();
        try (var _ = TensorScope.open()) {
          var pixels = BatchFeed.pixels(batch, 0, side);
          var answers =
              Autograd.noGradient(() -> model.forward(pixels, Mode.INFERENCE).argmax(1).toLongs());
          for (int i = 0; i < answers.length; i++) if (answers[i] == batch.labels()[i]) right++;
        }
      }
    }
    return (double) right / pictures.size();
  }
}
