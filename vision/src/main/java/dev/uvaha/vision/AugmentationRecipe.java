package dev.uvaha.vision;

import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Augmentation;
import dev.uvaha.images.augment.HorizontalFlip;
import dev.uvaha.images.augment.RandAugment;
import dev.uvaha.images.augment.RandomCrop;
import dev.uvaha.images.augment.RandomErasing;
import dev.uvaha.images.augment.RandomResizedCrop;
import dev.uvaha.images.augment.Resize;
import java.util.ArrayList;

/// What happens to training pictures, so that none is seen twice the same.
///
/// @param leastArea 1, or less for a part of random size, of this share at least
/// @param border pixels of random shift
/// @param flip the probability of a mirrored picture
/// @param operations of RandAugment; 0 for none
/// @param magnitude of RandAugment, 0 to 30
/// @param erasing the probability of an erased rectangle
/// @param mixup α, by which pictures and labels of a batch are blended; 0 for none
public record AugmentationRecipe(
    double leastArea,
    int border,
    double flip,
    int operations,
    int magnitude,
    double erasing,
    double mixup) {
  public AugmentationRecipe {
    if (!(leastArea > 0 && leastArea <= 1))
      throw new IllegalArgumentException(
          "leastArea must be above 0 and at most 1, got " + leastArea);
    if (!(mixup >= 0)) throw new IllegalArgumentException("mixup must be 0 or more, got " + mixup);
    new RandomCrop(border); // each refuses what it cannot do
    new HorizontalFlip(flip);
    new RandAugment(operations, magnitude);
    new RandomErasing(erasing);
  }

  /// A shift by 2 pixels and a mirror.
  static AugmentationRecipe plain() {
    return new AugmentationRecipe(1, 2, 0.5, 0, 9, 0, 0);
  }

  /// What makes a training picture of the size; blending is the batch's.
  Augmentation augmentation(int size) {
    var steps = new ArrayList<Augmentation>();
    if (leastArea < 1)
      steps.add(new RandomResizedCrop(size, size, leastArea, 1, Resampling.BILINEAR));
    else steps.add(new Resize(size, size, Resampling.BILINEAR));
    if (border > 0) steps.add(new RandomCrop(border));
    if (flip > 0) steps.add(new HorizontalFlip(flip));
    if (operations > 0) steps.add(new RandAugment(operations, magnitude));
    if (erasing > 0) steps.add(new RandomErasing(erasing));
    return Augmentation.sequence(steps);
  }
}
