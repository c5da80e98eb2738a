package dev.uvaha.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.training.recipe.RecipeBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the section about language models of docs/recipes.md to the code.
class RecipesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (?:`(.*?)`)? *\\|");

  @Test
  void everyKeyOfItsOwnStandsThereWithItsDefault() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "recipes.md"));
    var section =
        page.substring(page.indexOf("## Language models"), page.indexOf("## Classifiers"));
    var code = new TreeMap<String, String>();
    var text = TextRecipe.of(new TextSource.Files(List.of(Path.of("train.txt"))));
    flatten(
        RecipeBinder.values(PretrainingRecipe.of("unnamed", text), PretrainingRecipe.FORMAT),
        "",
        code);
    code.put("data.train", "");
    code.put("data.valid", "{held-out: 10}");
    var rows = ROW.matcher(section).results().toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (var row : rows)
      assertThat(code).containsEntry(row.group(1), row.group(2) == null ? "" : row.group(2));
    var told = rows.stream().map(row -> row.group(1)).toList();
    assertThat(told)
        .containsAll(
            code.keySet().stream()
                .filter(key -> key.matches("(data|model|tokenizer|training.validation)\\..*"))
                .toList());
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
