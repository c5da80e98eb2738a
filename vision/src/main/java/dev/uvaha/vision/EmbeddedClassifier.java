package dev.uvaha.vision;

import dev.uvaha.files.ResourceFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// The classifier of drawn shapes inside the jar.
final class EmbeddedClassifier {
  private static final List<String> FILES =
      List.of("config.json", "preprocessor_config.json", "model.safetensors");

  private EmbeddedClassifier() {}

  static <R> R open(Function<Path, R> reader) {
    return new ResourceFolder(EmbeddedClassifier.class, "shapes", FILES).open(reader);
  }
}
