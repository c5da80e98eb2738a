package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Augmentation;
import dev.uvaha.images.augment.HorizontalFlip;
import dev.uvaha.images.augment.RandomResizedCrop;
import dev.uvaha.images.augment.Resize;
import dev.uvaha.images.batches.View;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.vision.BatchFeed;
import dev.uvaha.vision.PictureSource;
import java.util.List;

/// Pictures to learn from and pictures held out of them, all seen in one size.
///
/// @param side height and width
record PictureData(LabelledPictures train, LabelledPictures heldOut, int channels, int side) {
  /// How every encoder here is shown pictures: from -1 to 1.
  static final Normalisation NORMALISATION = Normalisation.HALF;

  private static final int WORKERS = 2;

  /// @param valid how many pictures are held out, the same share of each class
  static PictureData of(PictureSource source, int valid, long seed) {
    var all = source.unlabelled();
    if (valid >= all.size())
      throw new IllegalArgumentException(
          "data.valid=%d holds out all of %,d pictures: lower it".formatted(valid, all.size()));
    var heldOut = Subset.ofEachClass(all, (double) valid / all.size(), seed);
    return new PictureData(heldOut.rest(), heldOut, all.picture(0).channels(), source.side(all));
  }

  /// A random part of a picture, its size restored, perhaps mirrored.
  ///
  /// @param leastArea of the part; 1 for the whole
  static View cropped(int side, double leastArea, double flip) {
    Augmentation crop =
        leastArea < 1
            ? new RandomResizedCrop(side, side, leastArea, 1, Resampling.BICUBIC)
            : new Resize(side, side, Resampling.BICUBIC);
    return view(Augmentation.sequence(List.of(crop, new HorizontalFlip(flip))), side);
  }

  static View view(Augmentation augmentation, int side) {
    return new View(augmentation, side, side, NORMALISATION);
  }

  /// What is learnt from, shuffled.
  BatchFeed training(List<View> views, int batch, long seed) {
    return shuffled(train, views, batch, seed);
  }

  /// What is held out, in its order.
  BatchFeed validation(List<View> views, int batch) {
    return BatchFeed.inOrder(heldOut, views, batch, WORKERS);
  }

  static BatchFeed shuffled(LabelledPictures pictures, List<View> views, int batch, long seed) {
    return BatchFeed.shuffled(pictures, views, batch, WORKERS, seed);
  }

  /// Whole pictures, in their order.
  static BatchFeed whole(
      LabelledPictures pictures, int side, Normalisation normalisation, int batch) {
    return BatchFeed.inOrder(pictures, List.of(whole(side, normalisation)), batch, WORKERS);
  }

  /// The whole picture.
  static View whole(int side) {
    return whole(side, NORMALISATION);
  }

  private static View whole(int side, Normalisation normalisation) {
    return new View(new Resize(side, side, Resampling.BICUBIC), side, side, normalisation);
  }
}
