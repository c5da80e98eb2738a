package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.vit.VitEncoder;

/// What an encoder's features are measured on while it learns.
///
/// @param known pictures whose labels the neighbours tell
/// @param asked pictures to be classified
record NeighbourPictures(LabelledPictures known, LabelledPictures asked, int side) {
  private Features features(VitEncoder encoder, LabelledPictures pictures) {
    return Features.of(encoder, pictures, side, PictureData.NORMALISATION);
  }

  /// The share of right answers.
  double accuracy(VitEncoder encoder) {
    var neighbours = new NearestNeighbours(features(encoder, known));
    return neighbours.accuracy(features(encoder, asked));
  }
}
