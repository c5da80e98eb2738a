package dev.uvaha.vision;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Augmentation;
import dev.uvaha.images.augment.Resize;
import dev.uvaha.images.batches.BatchPlan;
import dev.uvaha.images.batches.BatchPlan.Order;
import dev.uvaha.images.batches.BatchPlan.Remainder;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.images.batches.ImageBatches;
import dev.uvaha.images.batches.View;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.vision.VisionRecipe.PictureRecipe;
import java.util.Iterator;
import java.util.List;

/// Batches as a recipe wants them, and as a model takes them.
final class PictureBatches {
  private PictureBatches() {}

  /// To learn from: shuffled, changed, and in whole batches where there is one.
  static ImageBatches training(
      LabelledPictures pictures, PictureRecipe recipe, Normalisation normalisation, long seed) {
    var remainder = pictures.size() < recipe.batch() ? Remainder.KEEP : Remainder.DROP;
    return batches(
        pictures,
        recipe,
        view(recipe.augmentation().augmentation(recipe.size()), recipe.size(), normalisation),
        new BatchPlan(recipe.batch(), seed, Order.SHUFFLED, remainder));
  }

  /// To measure on: in order, each picture once, as it is.
  static ImageBatches measuring(
      LabelledPictures pictures, PictureRecipe recipe, Normalisation normalisation) {
    return batches(
        pictures,
        recipe,
        view(
            new Resize(recipe.size(), recipe.size(), Resampling.BILINEAR),
            recipe.size(),
            normalisation),
        new BatchPlan(recipe.batch(), 0, Order.BY_NUMBER, Remainder.KEEP));
  }

  private static View view(Augmentation augmentation, int size, Normalisation normalisation) {
    return new View(augmentation, size, size, normalisation);
  }

  private static ImageBatches batches(
      LabelledPictures pictures, PictureRecipe recipe, View view, BatchPlan plan) {
    return new ImageBatches(pictures, List.of(view), plan, recipe.workers());
  }

  /// One epoch; its threads end with it.
  static Iterable<ImageBatch> epoch(ImageBatches batches) {
    return () -> {
      var loader = batches.epoch(0);
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

  /// Its pictures, `[B, C, size, size]`.
  static Tensor pixels(ImageBatch batch, Device device) {
    return pixels(batch, batch.pictures(), device);
  }

  /// Pictures in place of its own, such as blended ones.
  static Tensor pixels(ImageBatch batch, float[] pictures, Device device) {
    var plane = pictures.length / (batch.size() * batch.channels());
    var side = (long) Math.sqrt(plane);
    return Tensors.of(device, pictures, batch.size(), batch.channels(), side, side);
  }
}
