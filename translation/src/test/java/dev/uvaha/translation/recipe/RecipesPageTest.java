package dev.uvaha.translation.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.training.recipe.RecipeBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds docs/recipes.md to the code.
class RecipesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (?:`(.*?)`)? *\\|");

  @Test
  void everyKeyStandsThereWithItsDefault() throws IOException {
    var page = rows(page().get(0));
    var code = new LinkedHashMap<String, String>();
    var recipe =
        Recipe.of("unnamed", LanguagePair.both("en", "uk"), DataRecipe.of(Corpus.tsv(Path.of(""))));
    flatten(RecipeBinder.values(recipe, Recipe.FORMAT), "", code);
    code.put("data.valid", "{held-out: 1000}");
    assertThat(page).containsExactlyEntriesOf(code);
  }

  @Test
  void aRecurrentModelsKeysStandThereWithTheirDefaults() throws IOException {
    var code = new LinkedHashMap<String, String>();
    flatten(RecipeBinder.values(RecurrentRecipe.small(), Recipe.FORMAT), "", code);
    assertThat(rows(page().get(1))).containsExactlyEntriesOf(code);
  }

  /// Before and after the heading of recurrent models.
  private static List<String> page() throws IOException {
    var parts = Files.readString(Path.of("..", "docs", "recipes.md")).split("## Recurrent models");
    assertThat(parts).hasSize(2);
    return List.of(parts);
  }

  private static Map<String, String> rows(String part) {
    var rows = new LinkedHashMap<String, String>();
    ROW.matcher(part)
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return rows;
  }

  private static void flatten(Map<?, ?> values, String path, Map<String, String> flat) {
    values.forEach((key, value) -> {
      var full = path + key;
      if (value instanceof Map<?, ?> inner && !full.equals("data.valid"))
        flatten(inner, full + ".", flat);
      else flat.put(full, String.valueOf(value));
    });
  }
}
