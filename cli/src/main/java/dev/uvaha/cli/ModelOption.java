package dev.uvaha.cli;

import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The translator to use.
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A folder that training wrote. Default: the embedded English-Ukrainian model.")
  private Optional<Path> folder = Optional.empty();

  /// Opens it.
  Translator load() {
    return folder.map(Translator::load).orElseGet(Translator::embedded);
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
