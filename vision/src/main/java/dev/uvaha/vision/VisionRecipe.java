package dev.uvaha.vision;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Resize;
import dev.uvaha.images.batches.View;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.Recipes;
import java.util.List;
import java.util.Map;

/// Everything that decides what a classifier of pictures becomes: the same recipe, seed and machine
/// make the same weights.
///
/// ```yaml
/// task: vision
/// name: flowers
/// data: {train: pictures/flowers, size: 64}
/// model: {patch: 8}
/// ```
///
/// @param name for people; letters, digits and dashes
/// @param seed of the weights, of dropout, and of the order and the changes of the pictures
public record VisionRecipe(
    String name, PictureRecipe data, VitRecipe model, TrainingRecipe training, long seed) {
  /// How sources and normalisations stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(
              new RecipeFormat.Value<>(
                  PictureSource.class, PictureSource::written, PictureSource::of),
              new RecipeFormat.Value<>(
                  NormalisationRecipe.class,
                  NormalisationRecipe::written,
                  NormalisationRecipe::of)),
          List.of());

  /// Those that can be had by name, and how all are read.
  public static final Recipes<VisionRecipe> RECIPES =
      new Recipes<>(
          "vision",
          List.of("vit", "fashion-mnist", "fashion-mnist-long"),
          of("unnamed", PictureSource.of("shapes")),
          FORMAT,
          Map.of(),
          List.of(new Recipes.Needed("data", "train", "pictures to learn from", "FOLDER")));

  /// What to learn from.
  ///
  /// @param heldOut the share of the training pictures of each class that is validated on
  /// @param size of the square that every picture is brought to
  /// @param batch pictures of a batch
  /// @param workers threads that read and change pictures
  public record PictureRecipe(
      PictureSource train,
      double heldOut,
      int size,
      int batch,
      int workers,
      NormalisationRecipe normalisation,
      AugmentationRecipe augmentation) {
    public PictureRecipe {
      if (!(heldOut > 0 && heldOut < 1))
        throw new IllegalArgumentException("heldOut must be between 0 and 1, got " + heldOut);
      if (size < 1 || batch < 1 || workers < 1)
        throw new IllegalArgumentException(
            "size, batch and workers must be 1 or more, got %d, %d and %d"
                .formatted(size, batch, workers));
      if (train instanceof PictureSource.Folder(_, int side) && side > 0)
        throw new IllegalArgumentException(
            "data.size says the size of a folder's pictures: leave side=%d out".formatted(side));
    }

    /// Batches to learn from, changed.
    BatchFeed training(LabelledPictures pictures, Normalisation numbers, long seed) {
      var view = new View(augmentation.augmentation(size), size, size, numbers);
      return BatchFeed.shuffled(pictures, List.of(view), batch, workers, seed);
    }

    /// Batches to measure on, as they are.
    BatchFeed measuring(LabelledPictures pictures, Normalisation numbers) {
      var view = new View(new Resize(size, size, Resampling.BILINEAR), size, size, numbers);
      return BatchFeed.inOrder(pictures, List.of(view), batch, workers);
    }

    static PictureRecipe of(PictureSource train) {
      return new PictureRecipe(
          train, 0.05, 32, 128, 2, new NormalisationRecipe.Measured(), AugmentationRecipe.plain());
    }

    private PictureRecipe absolute() {
      return new PictureRecipe(
          train.absolute(), heldOut, size, batch, workers, normalisation, augmentation);
    }

    private PictureRecipe with(Normalisation measured) {
      return new PictureRecipe(
          train,
          heldOut,
          size,
          batch,
          workers,
          new NormalisationRecipe.Given(measured),
          augmentation);
    }
  }

  public VisionRecipe {
    Recipes.checkName(name);
    if (data.size() % model.patch() != 0)
      throw new IllegalArgumentException(
          "data.size=%d must divide by model.patch=%d".formatted(data.size(), model.patch()));
  }

  /// With all defaults but what must be said.
  public static VisionRecipe of(String name, PictureSource train) {
    return new VisionRecipe(
        name, PictureRecipe.of(train), VitRecipe.small(), TrainingRecipe.plain(), 1);
  }

  /// What [Recipes#named] finds.
  public static VisionRecipe named(String nameOrFile, List<String> overrides) {
    return RECIPES.named(nameOrFile, overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public VisionRecipe set(String... overrides) {
    return RECIPES.set(this, overrides);
  }

  /// All of it as YAML, defaults included; [Recipes#parse] gives the same recipe back.
  public String yaml() {
    return RECIPES.yaml(this);
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  VisionRecipe settled() {
    return new VisionRecipe(name, data.absolute(), model.absolute(), training.settled(), seed);
  }

  /// With the normalisation that its pictures have.
  VisionRecipe with(Normalisation measured) {
    return new VisionRecipe(name, data.with(measured), model, training, seed);
  }

  /// With another model.
  VisionRecipe with(VitRecipe other) {
    return new VisionRecipe(name, data, other, training, seed);
  }
}
