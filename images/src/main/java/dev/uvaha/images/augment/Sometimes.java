package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;

record Sometimes(double probability, Augmentation step) implements Augmentation {
  Sometimes {
    Ranges.checkProbability("Augmentation.sometimes", probability);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    return random.chance(probability) ? step.apply(picture, random) : picture;
  }
}
