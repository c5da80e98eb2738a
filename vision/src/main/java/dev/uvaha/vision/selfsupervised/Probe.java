package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.Part;
import dev.uvaha.models.vit.VitEncoder;
import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.PictureSource;

/// What an encoder's frozen features are worth: the shares of test pictures whose class is read
/// rightly from them.
///
/// @param known training pictures
/// @param asked test pictures
/// @param linear by [LinearProbe]
/// @param neighbours by [NearestNeighbours]
public record Probe(int known, int asked, double linear, double neighbours) {
  /// Measures an encoder on all labelled pictures of a source, in the size that it is made for.
  ///
  /// @throws dev.uvaha.images.PictureException if the pictures cannot be used
  /// @throws IllegalArgumentException if they have another number of channels than the encoder
  public static Probe of(VitEncoder encoder, Normalisation normalisation, PictureSource source) {
    var train = source.open(Part.TRAIN);
    var test = source.open(Part.TEST);
    var patches = encoder.config().patches();
    Encoders.check(encoder, train);
    var known = Features.of(encoder, train, patches.imageSize(), normalisation);
    var asked = Features.of(encoder, test, patches.imageSize(), normalisation);
    return new Probe(
        known.size(),
        asked.size(),
        new LinearProbe().accuracy(known, asked),
        new NearestNeighbours(known).accuracy(asked));
  }
}
