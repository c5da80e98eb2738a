package dev.uvaha.vision.selfsupervised;

import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.Recipes;
import dev.uvaha.vision.EncoderRecipe;
import dev.uvaha.vision.PictureSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides what an encoder becomes that learns without labels: the same recipe,
/// seed and machine make the same weights.
///
/// ```yaml
/// task: self-supervised
/// name: my-pictures
/// data: {pictures: {folder: photos, side: 64}}
/// encoder: {patch: 8}
/// method: {kind: masked}
/// ```
///
/// @param name for people; letters, digits and dashes
/// @param seed of the weights, of the masks, of the order of the pictures and of what happens to
///   them
public record SelfSupervisedRecipe(
    String name,
    DataRecipe data,
    EncoderRecipe encoder,
    Method method,
    TrainingRecipe training,
    long seed) {
  private static final Method MASKED = new Method.Masked(0.75, 2, 64, 4);

  /// How sources and methods stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(
              new RecipeFormat.Value<>(
                  PictureSource.class, PictureSource::written, PictureSource::of)),
          List.of(new RecipeFormat.Section<>(Method.class, "kind", methods())));

  /// Those that can be had by name, and how all are read.
  public static final Recipes<SelfSupervisedRecipe> RECIPES =
      new Recipes<>(
          "self-supervised",
          List.of("mae", "fashion-mnist-mae", "dino", "fashion-mnist-dino"),
          new SelfSupervisedRecipe(
              "unnamed",
              new DataRecipe(PictureSource.of("shapes"), 1000, 128, 0.5, 0.5),
              new EncoderRecipe(4, 4, 128, 4, PositionKind.LEARNED, Pooling.CLASS_TOKEN, 0),
              MASKED,
              TrainingRecipe.plain(),
              1),
          FORMAT,
          Map.of("method.kind", "masked"),
          List.of());

  /// What to learn from.
  ///
  /// @param valid pictures held out
  /// @param batch pictures of a batch
  /// @param leastArea the smallest part of a picture that is seen as a whole one; 1 for the whole
  /// @param flip how often it is mirrored, 0 to 1
  public record DataRecipe(
      PictureSource pictures, int valid, int batch, double leastArea, double flip) {
    public DataRecipe {
      if (valid < 1 || batch < 1)
        throw new IllegalArgumentException(
            "valid and batch must be 1 or more, got %d and %d".formatted(valid, batch));
      if (!(leastArea > 0 && leastArea <= 1 && flip >= 0 && flip <= 1))
        throw new IllegalArgumentException(
            "leastArea must be in (0, 1] and flip in [0, 1], got %s and %s"
                .formatted(leastArea, flip));
    }

    private DataRecipe absolute() {
      return new DataRecipe(pictures.absolute(), valid, batch, leastArea, flip);
    }
  }

  public SelfSupervisedRecipe {
    Recipes.checkName(name);
    if (method instanceof Method.Distilled distilled) {
      if (training.limits().steps() == 0)
        throw new IllegalArgumentException(
            "the teacher's momentum ends at training.limits.steps: give them");
      if (distilled.viewSide() % encoder.patch() != 0)
        throw new IllegalArgumentException(
            "method.viewSide must divide by encoder.patch: viewSide=%d, patch=%d"
                .formatted(distilled.viewSide(), encoder.patch()));
    }
  }

  /// What [Recipes#named] finds.
  public static SelfSupervisedRecipe named(String nameOrFile, List<String> overrides) {
    return RECIPES.named(nameOrFile, overrides);
  }

  /// All of it as YAML, defaults included; [Recipes#parse] gives the same recipe back.
  public String yaml() {
    return RECIPES.yaml(this);
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  SelfSupervisedRecipe settled() {
    return new SelfSupervisedRecipe(
        name, data.absolute(), encoder, method, training.settled(), seed);
  }

  private static Map<String, Method> methods() {
    var methods = new LinkedHashMap<String, Method>();
    methods.put("masked", MASKED);
    methods.put(
        "distilled",
        new Method.Distilled(
            1024, 4, 16, 0.996, 0.1, new Method.TeacherTemperature(0.04, 0.07, 1000), 0.9));
    return methods;
  }
}
