package dev.uvaha.vision.selfsupervised;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.images.batches.ImageBatches;
import dev.uvaha.images.batches.Loader;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Batches of pictures as a training takes them. Closing ends the threads that make them ahead.
final class BatchFeed implements AutoCloseable {
  private final ImageBatches batches;
  private final List<Loader> loaders = new ArrayList<>();

  BatchFeed(ImageBatches batches) {
    this.batches = batches;
  }

  /// From a place on, endlessly.
  Iterator<DrawnBatch<ImageBatch>> from(BatchCursor cursor) {
    var loader = batches.from(cursor.epoch(), cursor.position());
    loaders.add(loader);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return loader.hasNext();
      }

      @Override
      public DrawnBatch<ImageBatch> next() {
        var batch = loader.next();
        return new DrawnBatch<>(batch, after(batch));
      }
    };
  }

  private BatchCursor after(ImageBatch batch) {
    int next = batch.position() + 1;
    return next < batches.batchesPerEpoch()
        ? new BatchCursor(batch.epoch(), next)
        : new BatchCursor(batch.epoch() + 1, 0);
  }

  /// How many batches come before this one.
  long step(ImageBatch batch) {
    return (long) batch.epoch() * batches.batchesPerEpoch() + batch.position();
  }

  /// The first epoch. Close it.
  Loader open() {
    return batches.epoch(0);
  }

  /// All batches of the first epoch.
  List<ImageBatch> all() {
    var all = new ArrayList<ImageBatch>();
    try (var loader = open()) {
      loader.forEachRemaining(all::add);
    }
    return all;
  }

  int batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }

  long fingerprint() {
    return batches.fingerprint();
  }

  /// A view of square pictures, `[B, C, side, side]`.
  static Tensor pixels(ImageBatch batch, int view, int side) {
    return Tensors.of(batch.views().get(view), batch.size(), batch.channels(), side, side);
  }

  @Override
  public void close() {
    loaders.forEach(Loader::close);
    loaders.clear();
  }
}
