package dev.uvaha.vision;

import dev.uvaha.images.Normalisation;
import dev.uvaha.training.recipe.RecipeBinder;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.RecipeTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
  /// What a recipe's `task` says.
  public static final String TASK = "vision";

  private static final List<String> SHIPPED = List.of("vit", "fashion-mnist", "fashion-mnist-long");
  private static final String UNNAMED = "unnamed";

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
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}"))
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots and dashes, got '%s'".formatted(name));
    if (data.size() % model.patch() != 0)
      throw new IllegalArgumentException(
          "data.size=%d must divide by model.patch=%d".formatted(data.size(), model.patch()));
  }

  /// With all defaults but what must be said.
  public static VisionRecipe of(String name, PictureSource train) {
    return new VisionRecipe(
        name, PictureRecipe.of(train), VitRecipe.small(), TrainingRecipe.plain(), 1);
  }

  /// The names of the recipes that come with the library.
  public static List<String> shipped() {
    return SHIPPED;
  }

  /// A shipped recipe by its name, or one's own by its file.
  ///
  /// @param overrides `KEY=VALUE` each, the key dotted: `training.epochs=5`
  /// @throws RecipeException if there is none, or it cannot be followed; one line says where and
  ///   why
  public static VisionRecipe named(String nameOrFile, List<String> overrides) {
    return bound(RecipeTree.named(nameOrFile, SHIPPED, VisionRecipe.class), overrides);
  }

  /// The name of such a recipe, which need not say yet what to learn from.
  ///
  /// @throws RecipeException if there is none, or it is not YAML
  public static String nameOf(String nameOrFile, List<String> overrides) {
    var tree = RecipeTree.named(nameOrFile, SHIPPED, VisionRecipe.class);
    overrides.forEach(tree::set);
    return tree.text("name").orElse(UNNAMED);
  }

  /// A recipe in a YAML file.
  ///
  /// @throws RecipeException as [#named]
  public static VisionRecipe read(Path file, List<String> overrides) {
    return bound(RecipeTree.read(file), overrides);
  }

  /// A recipe in YAML.
  ///
  /// @param origin what messages call it
  /// @throws RecipeException as [#named]
  public static VisionRecipe parse(String origin, String yaml, List<String> overrides) {
    return bound(RecipeTree.parse(origin, yaml), overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public VisionRecipe set(String... overrides) {
    return bound(RecipeTree.parse(name, yaml()), List.of(overrides));
  }

  /// All of it as YAML, defaults included; [#parse] gives the same recipe back.
  public String yaml() {
    var values = new LinkedHashMap<String, Object>();
    values.put("task", TASK);
    values.putAll(RecipeBinder.values(this, FORMAT));
    return RecipeTree.text(values);
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  VisionRecipe settled() {
    return new VisionRecipe(name, data.absolute(), model, training.settled(), seed);
  }

  /// With the normalisation that its pictures have.
  VisionRecipe with(Normalisation measured) {
    return new VisionRecipe(name, data.with(measured), model, training, seed);
  }

  private static VisionRecipe bound(RecipeTree tree, List<String> overrides) {
    tree.set(overrides, Map.of());
    tree.forget("task");
    var defaults = of(UNNAMED, new PictureSource.Shapes(PictureSource.Shapes.USUAL));
    var recipe = new RecipeBinder(tree, FORMAT, defaults).bind(defaults);
    if (!tree.has("data", "train"))
      throw new RecipeException(
          "%s: names no pictures to learn from: give data.train, in the recipe or by --set data.train=FOLDER"
              .formatted(tree.where("")));
    return recipe;
  }
}
