package dev.uvaha.cli;

import dev.uvaha.tensor.Device;
import dev.uvaha.translation.Translator;
import dev.uvaha.translation.recipe.LanguagePair;
import dev.uvaha.translation.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The translator to use, and where.
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A folder that training wrote. Default: the embedded English-Ukrainian model.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "jvm: starts at once, fastest for a sentence; cpu: exact float32, fastest for many;"
              + " cuda: a GPU. Default: ${DEFAULT-VALUE}.")
  private String device;

  /// @param device the default
  ModelOption(Device device) {
    this.device = device.toString();
  }

  /// Opens it.
  ///
  /// @throws IllegalArgumentException if there is no such device or no usable model
  Translator load() {
    var where = UsableDevice.named(device);
    return folder
        .map(path -> Translator.load(path, where))
        .orElseGet(() -> Translator.embedded(where));
  }

  /// Its folder; empty if it is the embedded one.
  Optional<Path> folder() {
    return folder;
  }

  /// What the two sides of its training pairs were, if its folder still says so.
  Optional<LanguagePair> languages() {
    return folder
        .map(path -> path.resolve("recipe.yaml"))
        .filter(Files::exists)
        .map(recipe -> Recipe.RECIPES.read(recipe, List.of()).languages());
  }

  /// Whether it is the one that comes with Uvaha.
  boolean isEmbedded() {
    return folder.isEmpty();
  }

  /// What people call it.
  String name() {
    return folder.map(Path::toString).orElse("the embedded model");
  }
}
