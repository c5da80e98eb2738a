package dev.uvaha.translation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// The model inside the jar: laid out in a folder of its own for as long as it takes to read.
final class EmbeddedModel {
  private static final String FOLDER = "en-uk-grammar/";
  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "model.safetensors", "words.txt", "recipe.yaml");

  private EmbeddedModel() {}

  static <R> R open(Function<Path, R> reader) {
    try {
      var folder = Files.createTempDirectory("uvaha-en-uk-grammar");
      try {
        for (var file : FILES) copy(file, folder.resolve(file));
        return reader.apply(folder);
      } finally {
        for (var file : FILES) Files.deleteIfExists(folder.resolve(file));
        Files.deleteIfExists(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot lay out the embedded model in the temporary folder: " + failure.getMessage(),
          failure);
    }
  }

  private static void copy(String file, Path target) throws IOException {
    try (var stream = EmbeddedModel.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) throw new IllegalStateException("the embedded model lacks " + file);
      Files.copy(stream, target);
    }
  }
}
