package dev.uvaha.finetuning;

import dev.uvaha.models.block.LowRankAdapters;
import dev.uvaha.models.block.LowRankAdapters.Maps;
import dev.uvaha.training.recipe.RecipeBinder;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.RecipeTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides what a classifier becomes: the same recipe, seed and machine make the
/// same weights.
///
/// ```yaml
/// task: finetuning
/// name: topics
/// data: {kind: classification, train: train.tsv, valid: valid.tsv, test: test.tsv}
/// model: {folder: runs/jdk-prose}
/// ```
///
/// @param name for people; letters, digits and dashes
/// @param seed of the fresh weights, of dropout and of the order of the examples
public record FineTuningRecipe(
    String name, ExampleRecipe data, StartRecipe model, TrainingRecipe training, long seed) {
  /// What a recipe's `task` says.
  public static final String TASK = "finetuning";

  private static final List<String> SHIPPED = List.of("classification");
  private static final String UNNAMED = "unnamed";

  /// How adapters stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(), List.of(new RecipeFormat.Section<>(Adapter.class, "kind", adapters())));

  /// What to learn from, what to watch meanwhile, what to measure in the end.
  ///
  /// @param train a TSV file or JSON lines
  /// @param valid the same
  /// @param test the same; `none` for no measuring
  /// @param batch examples of a batch
  public record ExampleRecipe(Kind kind, String train, String valid, String test, int batch) {
    private static final String NONE = "none";

    public ExampleRecipe {
      if (batch < 1) throw new IllegalArgumentException("batch must be 1 or more, got " + batch);
    }

    boolean hasTest() {
      return !test.equals(NONE);
    }

    private ExampleRecipe absolute() {
      return new ExampleRecipe(
          kind,
          FineTuningRecipe.absolute(train),
          FineTuningRecipe.absolute(valid),
          hasTest() ? FineTuningRecipe.absolute(test) : test,
          batch);
    }
  }

  /// What to begin from.
  ///
  /// @param folder a language model's, as Hugging Face has them
  public record StartRecipe(String folder, Weights weights, Adapter adapter) {
    public StartRecipe {
      if (weights == Weights.FRESH && adapter instanceof Adapter.LowRank)
        throw new IllegalArgumentException(
            "an adapter changes little: it needs weights: pretrained to begin from");
    }
  }

  /// The weights of the language model.
  public enum Weights {
    PRETRAINED,
    /// Drawn anew: to see what pretraining was worth.
    FRESH
  }

  /// What is trained of the language model.
  public sealed interface Adapter {
    /// All of it.
    record None() implements Adapter {}

    /// Small changes beside its matrices (LoRA); the rest stays.
    record LowRank(int rank, double alpha, Maps maps) implements Adapter {
      public LowRank {
        new LowRankAdapters(rank, alpha, maps); // refuses what it cannot be
      }
    }
  }

  public FineTuningRecipe {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}"))
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots and dashes, got '%s'".formatted(name));
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
  public static FineTuningRecipe named(String nameOrFile, List<String> overrides) {
    return bound(RecipeTree.named(nameOrFile, SHIPPED, FineTuningRecipe.class), overrides);
  }

  /// The name of such a recipe, which need not say yet what to learn from.
  ///
  /// @throws RecipeException if there is none, or it is not YAML
  public static String nameOf(String nameOrFile, List<String> overrides) {
    var tree = RecipeTree.named(nameOrFile, SHIPPED, FineTuningRecipe.class);
    overrides.forEach(tree::set);
    return tree.text("name").orElse(UNNAMED);
  }

  /// A recipe in a YAML file.
  ///
  /// @throws RecipeException as [#named]
  public static FineTuningRecipe read(Path file, List<String> overrides) {
    return bound(RecipeTree.read(file), overrides);
  }

  /// A recipe in YAML.
  ///
  /// @param origin what messages call it
  /// @throws RecipeException as [#named]
  public static FineTuningRecipe parse(String origin, String yaml, List<String> overrides) {
    return bound(RecipeTree.parse(origin, yaml), overrides);
  }

  /// All of it as YAML, defaults included; [#parse] gives the same recipe back.
  public String yaml() {
    var values = new LinkedHashMap<String, Object>();
    values.put("task", TASK);
    values.putAll(RecipeBinder.values(this, FORMAT));
    return RecipeTree.text(values);
  }

  /// With every choice that was left to the machine settled, and files by their full paths.
  FineTuningRecipe settled() {
    return new FineTuningRecipe(
        name,
        data.absolute(),
        new StartRecipe(absolute(model.folder()), model.weights(), model.adapter()),
        training.settled(),
        seed);
  }

  private static FineTuningRecipe bound(RecipeTree tree, List<String> overrides) {
    tree.set(overrides, Map.of("model.adapter.kind", "none"));
    tree.forget("task");
    var defaults =
        new FineTuningRecipe(
            UNNAMED,
            new ExampleRecipe(
                Kind.CLASSIFICATION, "train.tsv", "valid.tsv", ExampleRecipe.NONE, 32),
            new StartRecipe("model", Weights.PRETRAINED, new Adapter.None()),
            TrainingRecipe.plain(),
            1);
    var recipe = new RecipeBinder(tree, FORMAT, defaults).bind(defaults);
    for (var key : List.of("data.train", "data.valid", "model.folder"))
      if (!tree.has(key.substring(0, key.indexOf('.')), key.substring(key.indexOf('.') + 1)))
        throw new RecipeException(
            "%s: give %s, in the recipe or by --set %s=…".formatted(tree.where(""), key, key));
    return recipe;
  }

  private static Map<String, Adapter> adapters() {
    var adapters = new LinkedHashMap<String, Adapter>();
    adapters.put("none", new Adapter.None());
    adapters.put("low-rank", new Adapter.LowRank(8, 16, Maps.QUERIES_AND_VALUES));
    return adapters;
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize().toString();
  }
}
