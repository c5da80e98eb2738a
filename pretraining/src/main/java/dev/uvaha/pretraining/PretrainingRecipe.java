package dev.uvaha.pretraining;

import dev.uvaha.data.DocumentBreak;
import dev.uvaha.pretraining.ModelRecipe.GptRecipe;
import dev.uvaha.pretraining.ModelRecipe.LlamaRecipe;
import dev.uvaha.training.recipe.RecipeBinder;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.RecipeTree;
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
  /// What a recipe's `task` says.
  public static final String TASK = "pretraining";

  private static final List<String> SHIPPED = List.of("jdk-prose", "characters");
  private static final String UNNAMED = "unnamed";

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

  public PretrainingRecipe {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}"))
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots and dashes, got '%s'".formatted(name));
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

  /// The names of the recipes that come with the library.
  public static List<String> shipped() {
    return SHIPPED;
  }

  /// A shipped recipe by its name, or one's own by its file.
  ///
  /// @param overrides `KEY=VALUE` each, the key dotted: `training.limits.minutes=30`
  /// @throws RecipeException if there is none, or it cannot be followed; one line says where and
  ///   why
  public static PretrainingRecipe named(String nameOrFile, List<String> overrides) {
    return bound(RecipeTree.named(nameOrFile, SHIPPED, PretrainingRecipe.class), overrides);
  }

  /// The name of such a recipe, which need not say yet what to learn from.
  ///
  /// @throws RecipeException if there is none, or it is not YAML
  public static String nameOf(String nameOrFile, List<String> overrides) {
    var tree = RecipeTree.named(nameOrFile, SHIPPED, PretrainingRecipe.class);
    overrides.forEach(tree::set);
    return tree.text("name").orElse(UNNAMED);
  }

  /// A recipe in a YAML file.
  ///
  /// @throws RecipeException as [#named]
  public static PretrainingRecipe read(Path file, List<String> overrides) {
    return bound(RecipeTree.read(file), overrides);
  }

  /// A recipe in YAML.
  ///
  /// @param origin what messages call it
  /// @throws RecipeException as [#named]
  public static PretrainingRecipe parse(String origin, String yaml, List<String> overrides) {
    return bound(RecipeTree.parse(origin, yaml), overrides);
  }

  /// The same but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public PretrainingRecipe set(String... overrides) {
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
  PretrainingRecipe settled() {
    var absolute =
        new TextRecipe(
            data.train().absolute(), data.valid().absolute(), data.documents(), data.windows());
    var tokens = tokenizer instanceof VocabularyRecipe.Given given ? given.absolute() : tokenizer;
    return new PretrainingRecipe(name, absolute, tokens, model, training.settled(), seed);
  }

  private static PretrainingRecipe bound(RecipeTree tree, List<String> overrides) {
    tree.set(overrides, Map.of("model.architecture", "gpt", "tokenizer.kind", "bpe"));
    tree.forget("task");
    var defaults = of(UNNAMED, TextRecipe.of(new TextSource.Files(List.of(Path.of("train.txt")))));
    var recipe = new RecipeBinder(tree, FORMAT, defaults).bind(defaults);
    if (!tree.has("data", "train"))
      throw new RecipeException(
          "%s: names no text to learn from: give data.train, in the recipe or by --set data.train=FILE.txt"
              .formatted(tree.where("")));
    return recipe;
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
