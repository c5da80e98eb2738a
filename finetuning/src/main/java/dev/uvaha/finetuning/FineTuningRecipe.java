package dev.uvaha.finetuning;

import dev.uvaha.models.block.LowRankAdapters;
import dev.uvaha.models.block.LowRankAdapters.Maps;
import dev.uvaha.training.recipe.RecipeFormat;
import dev.uvaha.training.recipe.Recipes;
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
  /// How adapters stand in YAML.
  static final RecipeFormat FORMAT =
      new RecipeFormat(
          List.of(), List.of(new RecipeFormat.Section<>(Adapter.class, "kind", adapters())));

  /// Those that can be had by name, and how all are read.
  public static final Recipes<FineTuningRecipe> RECIPES =
      new Recipes<>(
          "finetuning",
          List.of("classification"),
          new FineTuningRecipe(
              "unnamed",
              new ExampleRecipe(
                  Kind.CLASSIFICATION, "train.tsv", "valid.tsv", ExampleRecipe.NONE, 32),
              new StartRecipe("model", Weights.PRETRAINED, new Adapter.None()),
              TrainingRecipe.plain(),
              1),
          FORMAT,
          Map.of("model.adapter.kind", "none"),
          List.of(
              new Recipes.Needed("data", "train", "examples to learn from", "FILE.tsv"),
              new Recipes.Needed("data", "valid", "examples to validate on", "FILE.tsv"),
              new Recipes.Needed("model", "folder", "model to begin from", "FOLDER")));

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
    Recipes.checkName(name);
  }

  /// What [Recipes#named] finds.
  public static FineTuningRecipe named(String nameOrFile, List<String> overrides) {
    return RECIPES.named(nameOrFile, overrides);
  }

  /// All of it as YAML, defaults included; [Recipes#parse] gives the same recipe back.
  public String yaml() {
    return RECIPES.yaml(this);
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
