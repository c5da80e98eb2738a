package dev.uvaha.vision.selfsupervised;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.PatchMask;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.vision.BatchFeed;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/// Learns to complete pictures of which most patches are hidden (He et al. 2022). The labels are
/// not looked at.
///
/// Which patches are hidden follows from the seed and the first picture, so that both halves of a
/// batch have their own; of what is held out the same ones are hidden each time, so that its losses
/// compare.
final class MaskedPretraining implements EncoderTraining {
  private static final long MASKS = 0x6d61736b; // apart from the streams of pictures

  private final MaskedAutoencoder model;
  private final double masked;
  private final BatchFeed training;
  private final BatchFeed heldOut;
  private final long seed;

  /// @param masked the share of the patches that is hidden
  /// @param training of one view
  /// @param heldOut of one view, in its order
  MaskedPretraining(
      MaskedAutoencoder model, double masked, BatchFeed training, BatchFeed heldOut, long seed) {
    this.model = model;
    this.masked = masked;
    this.training = training;
    this.heldOut = heldOut;
    this.seed = seed;
  }

  @Override
  public MaskedAutoencoder model() {
    return model;
  }

  @Override
  public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
    return training.from(from);
  }

  @Override
  public LossSum loss(ImageBatch batch, Mode mode) {
    var pixels = pixels(batch);
    var mask =
        switch (mode) {
          case TRAINING -> mask(batch, seed, batch.epoch());
          case INFERENCE -> mask(batch, 0, 0);
        };
    var prediction = model.forward(pixels, mask, mode);
    return LossSum.ofMean(model.loss(prediction, pixels, mask), batch.size());
  }

  @Override
  public List<ImageBatch> halves(ImageBatch batch) {
    return batch.halves();
  }

  private PatchMask mask(ImageBatch batch, long key, int epoch) {
    var patches = model.config().encoder().patches().grid().count();
    var random = RandomStream.of(MASKS, key, epoch, batch.numbers()[0]);
    return PatchMask.draw(batch.size(), patches, masked, random::bits);
  }

  private Tensor pixels(ImageBatch batch) {
    return BatchFeed.pixels(batch, 0, model.config().encoder().patches().imageSize());
  }

  /// The first held-out pictures, as they are, as the model sees them, and as it completes them.
  ///
  /// @param count pictures, of the first batch at most
  Reconstructions reconstructions(int count) {
    try (var loader = heldOut.open();
        var _ = TensorScope.open()) {
      var batch = loader.next();
      return Autograd.noGradient(() -> {
        var pixels = pixels(batch);
        var mask = mask(batch, 0, 0);
        return Reconstructions.of(model, pixels, mask, count);
      });
    }
  }

  @Override
  public Iterable<ImageBatch> validation() {
    return heldOut.all();
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
