package dev.uvaha.translation.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds docs/recipes.md to the code.
class RecipesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (?:`(.*?)`)? *\\|");

  @Test
  void everyKeyStandsThereWithItsDefault() throws IOException {
    var page = new LinkedHashMap<String, String>();
    ROW.matcher(Files.readString(Path.of("..", "docs", "recipes.md")))
        .results()
        .forEach(row -> page.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    var code = new LinkedHashMap<String, String>();
    var recipe =
        Recipe.of("unnamed", LanguagePair.both("en", "uk"), DataRecipe.of(Corpus.tsv(Path.of(""))));
    flatten(RecipeBinder.values(recipe), "", code);
    code.put("data.valid", "{held-out: 1000}");
    assertThat(page).containsExactlyEntriesOf(code);
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
