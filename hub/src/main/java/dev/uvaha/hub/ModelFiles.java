package dev.uvaha.hub;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// Which files of Hugging Face's folders are a model's.
public final class ModelFiles {
  /// All weights in one file.
  public static final String WEIGHTS = "model.safetensors";

  /// Which of several files holds which weights.
  public static final String INDEX = "model.safetensors.index.json";

  private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  /// What says how a model is used: its tokenizer, its chat template, which tokens end a text, what
  /// makes a vector of its tokens', how pictures are made ready.
  private static final Set<String> USE =
      Set.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "vocab.txt",
          "merges.txt",
          "tokenizer.model",
          "source.spm",
          "target.spm",
          "generation_config.json",
          Preprocessing.FILE,
          "chat_template.jinja",
          "chat_template.json",
          "1_Pooling/config.json");

  private ModelFiles() {}

  /// Whether it is a model's, and not its weights.
  public static boolean besideWeights(String name) {
    return name.equals(HubConfig.FILE) || isForUse(name);
  }

  /// Whether it says how a model is used, whatever its weights and sizes.
  static boolean isForUse(String name) {
    return USE.contains(name);
  }

  /// Copies what says how a model is used.
  ///
  /// @throws UncheckedIOException if the disk does not take it
  static void copyUse(Path from, Path to) {
    try {
      for (var name : USE)
        if (Files.isRegularFile(from.resolve(name)))
          AtomicFile.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /// Whether it is one of several files of weights.
  public static boolean isShard(String name) {
    return SHARD.matcher(name).matches();
  }

  /// Whether a name leads nowhere but into the model's folder.
  public static boolean isSafe(String name) {
    return SAFE.matcher(name).matches() && !name.contains("..");
  }
}
