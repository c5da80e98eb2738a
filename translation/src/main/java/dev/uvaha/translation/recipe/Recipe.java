package dev.uvaha.translation.recipe;

import dev.uvaha.training.recipe.RecipeBinder;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.RecipeTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides what a translator becomes: the same recipe, seed and machine make the
/// same weights.
///
/// Written as YAML, of which only what differs from the defaults is needed:
///
/// ```yaml
/// name: my-translator
/// languages: {source: en, target: uk}
/// data:
///   train: train.tsv.gz        # or [train.en, train.uk], or {grammar: 300000}
///   valid: valid.tsv.gz        # or {held-out: 1000}, which is the default
/// training:
///   limits: {minutes: 30}
/// ```
///
/// or in Java: `Recipe.of("mine", LanguagePair.both("en", "uk"), DataRecipe.of(corpus))`.
///
/// @param name for people; letters, digits and dashes
/// @param seed of the weights, of dropout, of the order of the data and of the grammar's sentences
public record Recipe(
    String name,
    LanguagePair languages,
    DataRecipe data,
    TokenizerRecipe tokenizer,
    ModelRecipe model,
    TrainingRecipe training,
    long seed) {
  private static final List<String> SHIPPED =
      List.of("en-uk-grammar", "parallel", "rnnsearch", "transformer-base", "smoke");
  private static final String UNNAMED = "unnamed";

  /// How corpora and models stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(new RecipeFormat.Value<>(Corpus.class, Corpus::written, Corpus::of)),
          List.of(new RecipeFormat.Section<>(ModelRecipe.class, "architecture", architectures())));

  public Recipe {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}"))
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots and dashes, got '%s'".formatted(name));
    if (data.batches().maximumLength() > model.maximumLength())
      throw new IllegalArgumentException(
          "data.batches.maximumLength=%d is over model.maximumLength=%d, the longest sentence that the model takes"
              .formatted(data.batches().maximumLength(), model.maximumLength()));
  }

  /// With all defaults but what must be said: a small Transformer, 8,000 merges, an hour.
  public static Recipe of(String name, LanguagePair languages, DataRecipe data) {
    return new Recipe(
        name,
        languages,
        data,
        new TokenizerRecipe(8000, 2),
        TransformerRecipe.small(),
        TrainingRecipe.plain(),
        1);
  }

  /// The names of the recipes that come with the library.
  public static List<String> shipped() {
    return SHIPPED;
  }

  /// A shipped recipe by its name, or one's own by its file.
  ///
  /// @param overrides `KEY=VALUE` each, the key dotted: `training.limits.minutes=30`
  /// @throws RecipeException if there is none, or it cannot be followed; one line says where and
  ///   why
  public static Recipe named(String nameOrFile, List<String> overrides) {
    return bound(tree(nameOrFile), overrides);
  }

  /// The name of such a recipe, which need not say yet what to learn from.
  ///
  /// @throws RecipeException if there is none, or it is not YAML
  public static String nameOf(String nameOrFile, List<String> overrides) {
    var tree = tree(nameOrFile);
    overrides.forEach(tree::set);
    return tree.text("name").orElse(UNNAMED);
  }

  /// A recipe in a YAML file.
  ///
  /// @throws RecipeException as [#named]
  public static Recipe read(Path file, List<String> overrides) {
    return bound(RecipeTree.read(file), overrides);
  }

  /// A recipe in YAML.
  ///
  /// @param origin what messages call it
  /// @throws RecipeException as [#named]
  public static Recipe parse(String origin, String yaml, List<String> overrides) {
    return bound(RecipeTree.parse(origin, yaml), overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public Recipe set(String... overrides) {
    return bound(RecipeTree.parse(name, yaml()), List.of(overrides));
  }

  /// The same with other pairs.
  public Recipe with(DataRecipe other) {
    return new Recipe(name, languages, other, tokenizer, model, training, seed);
  }

  /// The same for another model.
  public Recipe with(ModelRecipe other) {
    return new Recipe(name, languages, data, tokenizer, other, training, seed);
  }

  /// The same with another tokenizer.
  public Recipe with(TokenizerRecipe other) {
    return new Recipe(name, languages, data, other, model, training, seed);
  }

  /// The same, trained otherwise.
  public Recipe with(TrainingRecipe other) {
    return new Recipe(name, languages, data, tokenizer, model, other, seed);
  }

  /// The same from another seed.
  public Recipe withSeed(long other) {
    return new Recipe(name, languages, data, tokenizer, model, training, other);
  }

  /// All of it as YAML, defaults included; [#parse] gives the same recipe back.
  public String yaml() {
    return RecipeTree.text(RecipeBinder.values(this, FORMAT));
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  Recipe settled() {
    var absolute =
        new DataRecipe(
            absolute(data.train()), absolute(data.valid()), absolute(data.test()), data.batches());
    return with(absolute).with(training.settled());
  }

  private static Corpus absolute(Corpus corpus) {
    return switch (corpus) {
      case Corpus.Tsv(var file) -> Corpus.tsv(file.toAbsolutePath().normalize());
      case Corpus.Aligned(var source, var target) ->
          Corpus.aligned(source.toAbsolutePath().normalize(), target.toAbsolutePath().normalize());
      case Corpus.Grammar _, Corpus.HeldOut _, Corpus.None _ -> corpus;
    };
  }

  private static Map<String, ModelRecipe> architectures() {
    var architectures = new LinkedHashMap<String, ModelRecipe>();
    architectures.put("transformer", TransformerRecipe.small());
    architectures.put("recurrent", RecurrentRecipe.small());
    return architectures;
  }

  private static RecipeTree tree(String nameOrFile) {
    return RecipeTree.named(nameOrFile, SHIPPED, Recipe.class);
  }

  private static Recipe bound(RecipeTree tree, List<String> overrides) {
    tree.set(overrides, Map.of("model.architecture", "transformer"));
    var defaults =
        of(UNNAMED, LanguagePair.both("en", "uk"), DataRecipe.of(Corpus.tsv(Path.of("train.tsv"))));
    var recipe = new RecipeBinder(tree, FORMAT, defaults).bind(defaults);
    if (!tree.has("data", "train"))
      throw new RecipeException(
          "%s: names no pairs to learn from: give data.train, in the recipe or by --set data.train=FILE.tsv"
              .formatted(tree.where("")));
    return recipe;
  }
}
