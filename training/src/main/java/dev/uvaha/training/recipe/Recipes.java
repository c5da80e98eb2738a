package dev.uvaha.training.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The recipes of one task: how they are found, read and written.
///
/// @param <R> what a recipe holds; one that says nothing but what is needed has its defaults
/// @param task what a recipe's `task` says
/// @param shipped the names of those that come with the library, which stand beside the class of
///   the defaults as `NAME.yaml`
/// @param kinds dotted keys that choose a kind, such as `model.architecture`, each with the kind
///   where nothing is said
/// @param needed what has no default
public record Recipes<R extends Record>(
    String task,
    List<String> shipped,
    R defaults,
    RecipeFormat format,
    Map<String, String> kinds,
    List<Needed> needed) {
  private static final String TASK = "task";
  private static final String NAME = "name";

  /// What a recipe must give.
  ///
  /// @param section of the key
  /// @param what it stands for, such as `pairs to learn from`
  /// @param example of a value, such as `FILE.tsv`
  public record Needed(String section, String key, String what, String example) {}

  /// Keeps its own copies.
  public Recipes {
    shipped = List.copyOf(shipped);
    kinds = Map.copyOf(kinds);
    needed = List.copyOf(needed);
  }

  /// Refuses what cannot name a recipe and its run's folder.
  public static void checkName(String name) {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}"))
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots and dashes, got '%s'".formatted(name));
  }

  /// A shipped recipe by its name, or one's own by its file.
  ///
  /// @param overrides `KEY=VALUE` each, the key dotted: `training.limits.minutes=30`
  /// @throws RecipeException if there is none, or it cannot be followed; one line says where and
  ///   why
  public R named(String nameOrFile, List<String> overrides) {
    return bound(tree(nameOrFile), overrides);
  }

  /// The name of such a recipe, which need not say yet what to learn from.
  ///
  /// @throws RecipeException if there is none, or it is not YAML
  public String nameOf(String nameOrFile, List<String> overrides) {
    var tree = tree(nameOrFile);
    overrides.forEach(tree::set);
    return tree.text(NAME).orElseGet(() -> name(defaults));
  }

  /// A recipe in a YAML file.
  ///
  /// @throws RecipeException as [#named]
  public R read(Path file, List<String> overrides) {
    return bound(RecipeTree.read(file), overrides);
  }

  /// A recipe in YAML.
  ///
  /// @param origin what messages call it
  /// @throws RecipeException as [#named]
  public R parse(String origin, String yaml, List<String> overrides) {
    return bound(RecipeTree.parse(origin, yaml), overrides);
  }

  /// The same recipe but for these values, `KEY=VALUE` each.
  ///
  /// @throws RecipeException if a key is unknown or a value does not fit
  public R set(R recipe, String... overrides) {
    return parse(name(recipe), yaml(recipe), List.of(overrides));
  }

  /// All of a recipe as YAML, defaults included; [#parse] gives the same recipe back.
  public String yaml(R recipe) {
    var values = new LinkedHashMap<String, Object>();
    values.put(TASK, task);
    values.putAll(RecipeBinder.values(recipe, format));
    return RecipeTree.text(values);
  }

  private String name(R recipe) {
    return String.valueOf(RecipeBinder.values(recipe, format).get(NAME));
  }

  private RecipeTree tree(String nameOrFile) {
    return RecipeTree.named(nameOrFile, shipped, defaults.getClass());
  }

  private R bound(RecipeTree tree, List<String> overrides) {
    tree.set(overrides, kinds);
    tree.forget(TASK);
    var recipe = new RecipeBinder(tree, format, defaults).bind(defaults);
    for (var each : needed)
      if (!tree.has(each.section(), each.key())) {
        var key = each.section() + "." + each.key();
        throw new RecipeException(
            "%s: names no %s: give %s, in the recipe or by --set %s=%s"
                .formatted(tree.where(""), each.what(), key, key, each.example()));
      }
    return recipe;
  }
}
