package dev.uvaha.vision;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.vit.VitEncoder;
import java.nio.file.Files;
import java.nio.file.Path;

/// An encoder that was trained otherwise, such as without labels, for a classifier to begin from.
///
/// @param folder that it was read from
/// @param normalisation of the pictures that it was trained on
record Beginning(Path folder, VitEncoder encoder, Normalisation normalisation) {
  /// Reads it.
  ///
  /// @throws IllegalArgumentException if there is none, or as [Encoders#load]
  static Beginning read(Path folder) {
    if (!Files.exists(folder))
      throw new IllegalArgumentException(
          "model.from=%s: no such folder; train an encoder into it first, or begin with fresh weights by model.from=none"
              .formatted(folder));
    var encoder = Encoders.load(folder);
    return new Beginning(folder, encoder, Encoders.normalisation(folder, encoder));
  }

  /// A recipe with the encoder's sizes and normalisation.
  ///
  /// @throws IllegalArgumentException if the recipe's pictures are none for this encoder: one line
  VisionRecipe settle(VisionRecipe recipe, LabelledPictures pictures) {
    var patches = encoder.config().patches();
    if (recipe.data().size() != patches.imageSize()
        || recipe.model().patch() != patches.patchSize())
      throw new IllegalArgumentException(
          "model.from=%s cuts pictures of %d x %d into patches of %d, this recipe pictures of %d into patches of %d: give data.size=%d and model.patch=%d"
              .formatted(
                  folder,
                  patches.imageSize(),
                  patches.imageSize(),
                  patches.patchSize(),
                  recipe.data().size(),
                  recipe.model().patch(),
                  patches.imageSize(),
                  patches.patchSize()));
    if (recipe.data().normalisation() instanceof NormalisationRecipe.Given(var given)
        && !given.equals(normalisation))
      throw new IllegalArgumentException(
          "data.normalisation is given, but model.from=%s has its own: leave it out"
              .formatted(folder));
    Encoders.check(encoder, pictures);
    return recipe.with(recipe.model().like(encoder.config())).with(normalisation);
  }
}
