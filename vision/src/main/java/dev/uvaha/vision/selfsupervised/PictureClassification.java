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
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/// Learns the classes of a few pictures; nothing is held out of them.
///
/// @param feed of one view
/// @param smoothing of the labels
record PictureClassification(Vit model, BatchFeed feed, double smoothing)
    implements TrainingTask<ImageBatch> {
  private static final int NONE_IGNORED = -100;
  private static final int MEASURED = 256; // pictures at once

  @Override
  public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
    return feed.from(from);
  }

  @Override
  public LossSum loss(ImageBatch batch, Mode mode) {
    var pixels = BatchFeed.pixels(batch, 0, model.config().encoder().patches().imageSize());
    var logits = model.forward(pixels, mode, Trace.none()).to(DataType.FLOAT32);
    var labels = Tensors.indices(batch.labels(), batch.size());
    return LossSum.ofMean(Loss.crossEntropy(logits, labels, smoothing, NONE_IGNORED), batch.size());
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(feed.batchesPerEpoch());
  }

  @Override
  public long fingerprint() {
    return feed.fingerprint();
  }

  /// The share of pictures that a model classifies rightly.
  static double accuracy(Vit model, LabelledPictures pictures, int side) {
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
