package dev.uvaha.translation;

import dev.uvaha.files.ResourceFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A model inside the jar, by the name of its recipe.
enum EmbeddedModel {
  TRANSFORMER("en-uk-grammar"),
  RECURRENT("rnnsearch-grammar"),
  ONE_VECTOR("one-vector-grammar");

  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "model.safetensors", "words.txt", "recipe.yaml");

  private final String recipe;

  EmbeddedModel(String recipe) {
    this.recipe = recipe;
  }

  <R> R open(Function<Path, R> reader) {
    return new ResourceFolder(EmbeddedModel.class, recipe, FILES).open(reader);
  }
}
