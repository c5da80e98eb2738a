package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import java.util.List;

record Sequence(List<Augmentation> steps) implements Augmentation {
  Sequence {
    steps = List.copyOf(steps);
  }

  @Override
  public Picture apply(Picture picture, RandomStream random) {
    var changed = picture;
    for (var step : steps) changed = step.apply(changed, random);
    return changed;
  }
}
