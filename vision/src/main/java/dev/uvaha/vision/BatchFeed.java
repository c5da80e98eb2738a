package dev.uvaha.vision;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.batches.BatchPlan;
import dev.uvaha.images.batches.BatchPlan.Order;
import dev.uvaha.images.batches.BatchPlan.Remainder;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.images.batches.ImageBatches;
import dev.uvaha.images.batches.Loader;
import dev.uvaha.images.batches.View;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Batches of pictures as a training takes them. Closing ends the threads that make them ahead.
public final class BatchFeed implements AutoCloseable {
  private final ImageBatches batches;
  private Optional<Loader> current = Optional.empty();

  private BatchFeed(ImageBatches batches) {
    this.batches = batches;
  }

  /// To learn from: shuffled, and in whole batches where there is one.
  ///
  /// @param views what is seen of each picture
  /// @param batch how many pictures
  /// @param workers threads that read and change pictures
  /// @param seed of the order and of the changes
  public static BatchFeed shuffled(
      LabelledPictures pictures, List<View> views, int batch, int workers, long seed) {
    var remainder = pictures.size() < batch ? Remainder.KEEP : Remainder.DROP;
    var plan = new BatchPlan(batch, seed, Order.SHUFFLED, remainder);
    return new BatchFeed(new ImageBatches(pictures, views, plan, workers));
  }

  /// To measure on: in order, each picture once.
  public static BatchFeed inOrder(
      LabelledPictures pictures, List<View> views, int batch, int workers) {
    var plan = new BatchPlan(batch, 0, Order.BY_NUMBER, Remainder.KEEP);
    return new BatchFeed(new ImageBatches(pictures, views, plan, workers));
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

  /// All batches of the first epoch, one after another; their threads end with the last.
  public Iterable<ImageBatch> all() {
    return () -> {
      var loader = open();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          if (!loader.hasNext()) loader.close();
          return loader.hasNext();
        }

        @Override
        public ImageBatch next() {
          return loader.next();
        }
      };
    };
  }

  /// How many pictures an epoch has.
  public int size() {
    return batches.size();
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
