package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.vit.VitEncoder;

/// What an encoder's features are measured on while it learns.
///
/// @param known pictures whose labels the neighbours tell
/// @param asked pictures to be classified
record NeighbourPictures(LabelledPictures known, LabelledPictures asked, int side) {
  /// The share of right answers.
  double accuracy(VitEncoder encoder) {
    var neighbours = new NearestNeighbours(Features.of(encoder, known, side));
    return neighbours.accuracy(Features.of(encoder, asked, side));
  }
}
