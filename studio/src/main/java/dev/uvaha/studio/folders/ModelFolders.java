package dev.uvaha.studio.folders;

import dev.uvaha.models.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Folders that may hold a model of any kind.
public final class ModelFolders {
  private static final String WEIGHTS = "model.safetensors";
  private static final String SHARDS = "model.safetensors.index.json";

  private ModelFolders() {}

  /// What kind of model a folder holds; empty if it holds none, or weights that are not all
  /// written.
  public static Optional<String> architecture(Path folder) {
    if (!hasWeights(folder)) return Optional.empty();
    try {
      return Optional.of(ModelFolder.architecture(folder));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // something else
    }
  }

  /// Whether a folder holds weights to use, in one file or in several.
  public static boolean hasWeights(Path folder) {
    return Files.isRegularFile(folder.resolve(WEIGHTS))
        || Files.isRegularFile(folder.resolve(SHARDS));
  }

  /// Whether an architecture is a language model's, as Hugging Face's library or ours names it.
  public static boolean writesText(String architecture) {
    return architecture.endsWith("ForCausalLM")
        || architecture.endsWith("LMHeadModel")
        || architecture.equals("gpt2")
        || architecture.equals("llama");
  }

  /// What the page calls a folder.
  public static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }
}
