package dev.uvaha.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.training.recipe.RecipeBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the section about classifiers of docs/recipes.md to the code.
class RecipesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (?:`(.*?)`)? *\\|");
  private static final List<String> GIVEN = List.of("data.train", "data.valid", "model.folder");

  @Test
  void everyKeyStandsThereWithItsDefault() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "recipes.md"));
    var rows = new HashMap<String, String>();
    ROW.matcher(page.substring(page.indexOf("## Classifiers")))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    var code = new HashMap<String, String>();
    var least =
        FineTuningRecipe.RECIPES.parse(
            "least",
            "{data: {train: train.tsv, valid: valid.tsv}, model: {folder: model}}",
            List.of());
    flatten(RecipeBinder.values(least, FineTuningRecipe.FORMAT), "", code);
    GIVEN.forEach(key -> code.put(key, ""));
    code.keySet().removeIf(key -> key.matches("name|seed|training.optimizer.*"));
    assertThat(rows).isEqualTo(code);
  }

  private static void flatten(Map<?, ?> values, String path, Map<String, String> flat) {
    values.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) flatten(inner, path + key + ".", flat);
      else flat.put(path + key, String.valueOf(value));
    });
  }
}
