package dev.uvaha.translation;

import dev.uvaha.files.ResourceFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// The model inside the jar.
final class EmbeddedModel {
  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "model.safetensors", "words.txt", "recipe.yaml");

  private EmbeddedModel() {}

  static <R> R open(Function<Path, R> reader) {
    return new ResourceFolder(EmbeddedModel.class, "en-uk-grammar", FILES).open(reader);
  }
}
