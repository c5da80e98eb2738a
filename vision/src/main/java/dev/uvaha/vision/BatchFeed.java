package dev.uvaha.vision;

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
import java.util.Optional;

/// Batches of pictures as a training takes them. Closing ends the threads that make them ahead.
public final class BatchFeed implements AutoCloseable {
  private final ImageBatches batches;
  private Optional<Loader> current = Optional.empty();

  /// Nothing is loaded before it is asked for.
  public BatchFeed(ImageBatches batches) {
    this.batches = batches;
  }

  /// From a place on, endlessly; what was asked for before ends.
  public Iterator<DrawnBatch<ImageBatch>> from(BatchCursor cursor) {
    close();
    var loader = batches.from(cursor.epoch(), cursor.position());
    current = Optional.of(loader);
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
  public long step(ImageBatch batch) {
    return (long) batch.epoch() * batches.batchesPerEpoch() + batch.position();
  }

  /// The first epoch. Close it.
  public Loader open() {
    return batches.epoch(0);
  }

  /// All batches of the first epoch.
  public List<ImageBatch> all() {
    var all = new ArrayList<ImageBatch>();
    try (var loader = open()) {
      loader.forEachRemaining(all::add);
    }
    return all;
  }

  /// How many batches an epoch has.
  public int batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }

  /// What [ImageBatches#fingerprint] says.
  public long fingerprint() {
    return batches.fingerprint();
  }

  /// A view of square pictures, `[B, C, side, side]`.
  public static Tensor pixels(ImageBatch batch, int view, int side) {
    return Tensors.of(batch.views().get(view), batch.size(), batch.channels(), side, side);
  }

  @Override
  public void close() {
    current.ifPresent(Loader::close);
    current = Optional.empty();
  }
}
