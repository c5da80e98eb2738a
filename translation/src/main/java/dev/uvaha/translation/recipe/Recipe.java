package dev.uvaha.translation.recipe;

import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.Recipes;
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

  /// How corpora and models stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(new RecipeFormat.Value<>(Corpus.class, Corpus::written, Corpus::of)),
          List.of(new RecipeFormat.Section<>(ModelRecipe.class, "architecture", architectures())));

  /// Those that can be had by name, and how all are read.
  public static final Recipes<Recipe> RECIPES =
      new Recipes<>(
          "translation",
          List.of(
              "en-uk-grammar",
              "parallel",
              "rnnsearch",
              "rnnsearch-grammar",
              "transformer-base",
              "smoke"),
          of(
              "unnamed",
              LanguagePair.both("en", "uk"),
              DataRecipe.of(Corpus.tsv(Path.of("train.tsv")))),
          FORMAT,
          Map.of("model.architecture", "transformer"),
          List.of(new Recipes.Needed("data", "train", "pairs to learn from", "FILE.tsv")));

  public Recipe {
    Recipes.checkName(name);
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

  /// What [Recipes#named] finds.
  public static Recipe named(String nameOrFile, List<String> overrides) {
    return RECIPES.named(nameOrFile, overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public Recipe set(String... overrides) {
    return RECIPES.set(this, overrides);
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

  /// All of it as YAML, defaults included; [Recipes#parse] gives the same recipe back.
  public String yaml() {
    return RECIPES.yaml(this);
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
}
