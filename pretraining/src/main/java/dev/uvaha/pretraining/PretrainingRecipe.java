package dev.uvaha.pretraining;

import dev.uvaha.data.DocumentBreak;
import dev.uvaha.pretraining.ModelRecipe.GptRecipe;
import dev.uvaha.pretraining.ModelRecipe.LlamaRecipe;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.Recipes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides what a language model becomes: the same recipe, seed and machine make
/// the same weights.
///
/// Written as YAML, of which only what differs from the defaults is needed:
///
/// ```yaml
/// task: pretraining
/// name: my-model
/// data:
///   train: [book.txt, letters.txt.gz]
/// training:
///   limits: {minutes: 30}
/// ```
///
/// @param name for people; letters, digits and dashes
/// @param seed of the weights, of dropout and of the order of the text
public record PretrainingRecipe(
    String name,
    TextRecipe data,
    VocabularyRecipe tokenizer,
    ModelRecipe model,
    TrainingRecipe training,
    long seed) {
  /// How text, documents, tokenizers and models stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(
              new RecipeFormat.Value<>(TextSource.class, TextSource::written, TextSource::of),
              new RecipeFormat.Value<>(
                  DocumentBreak.class, PretrainingRecipe::written, PretrainingRecipe::documents)),
          List.of(
              new RecipeFormat.Section<>(VocabularyRecipe.class, "kind", kinds()),
              new RecipeFormat.Section<>(ModelRecipe.class, "architecture", architectures())));

  /// Those that can be had by name, and how all are read.
  public static final Recipes<PretrainingRecipe> RECIPES =
      new Recipes<>(
          "pretraining",
          List.of("jdk-prose", "characters"),
          of("unnamed", TextRecipe.of(new TextSource.Files(List.of(Path.of("train.txt"))))),
          FORMAT,
          Map.of("model.architecture", "gpt", "tokenizer.kind", "bpe"),
          List.of(new Recipes.Needed("data", "train", "text to learn from", "FILE.txt")));

  public PretrainingRecipe {
    Recipes.checkName(name);
    if (data.windows().length() > model.maximumLength())
      throw new IllegalArgumentException(
          "data.windows.length=%d is over model.maximumLength=%d, the longest text that the model takes"
              .formatted(data.windows().length(), model.maximumLength()));
  }

  /// With all defaults but what must be said: a small GPT, 4,000 merges, an hour.
  public static PretrainingRecipe of(String name, TextRecipe data) {
    return new PretrainingRecipe(
        name,
        data,
        new VocabularyRecipe.Bpe(4000, 2),
        GptRecipe.small(),
        TrainingRecipe.plain(),
        1);
  }

  /// What [Recipes#named] finds.
  public static PretrainingRecipe named(String nameOrFile, List<String> overrides) {
    return RECIPES.named(nameOrFile, overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public PretrainingRecipe set(String... overrides) {
    return RECIPES.set(this, overrides);
  }

  /// All of it as YAML, defaults included; [Recipes#parse] gives the same recipe back.
  public String yaml() {
    return RECIPES.yaml(this);
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  PretrainingRecipe settled() {
    var absolute =
        new TextRecipe(
            data.train().absolute(), data.valid().absolute(), data.documents(), data.windows());
    var tokens = tokenizer instanceof VocabularyRecipe.Given given ? given.absolute() : tokenizer;
    return new PretrainingRecipe(name, absolute, tokens, model, training.settled(), seed);
  }

  private static Map<String, VocabularyRecipe> kinds() {
    var kinds = new LinkedHashMap<String, VocabularyRecipe>();
    kinds.put("bpe", new VocabularyRecipe.Bpe(4000, 2));
    kinds.put("characters", new VocabularyRecipe.Characters());
    kinds.put("given", new VocabularyRecipe.Given("tokenizer.json", Vocabularies.SEPARATOR));
    return kinds;
  }

  private static Map<String, ModelRecipe> architectures() {
    var architectures = new LinkedHashMap<String, ModelRecipe>();
    architectures.put("gpt", GptRecipe.small());
    architectures.put("llama", LlamaRecipe.small());
    return architectures;
  }

  private static Object written(DocumentBreak documents) {
    return switch (documents) {
      case DocumentBreak.File() -> "file";
      case DocumentBreak.BlankLine() -> "blank-line";
      case DocumentBreak.None() -> "none";
      case DocumentBreak.Line(var text) -> Map.of("line", text);
    };
  }

  private static DocumentBreak documents(Object written) {
    return switch (written) {
      case String word when word.equals("file") -> new DocumentBreak.File();
      case String word when word.equals("blank-line") -> new DocumentBreak.BlankLine();
      case String word when word.equals("none") -> new DocumentBreak.None();
      case Map<?, ?> one when one.size() == 1 && one.get("line") instanceof String text ->
          new DocumentBreak.Line(text);
      default ->
          throw new IllegalArgumentException(
              "must be file, blank-line, none or {line: TEXT}, got " + written);
    };
  }
}
