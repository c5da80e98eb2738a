package dev.uvaha.cli;

import dev.uvaha.language.TextModel;
import dev.uvaha.tensor.Device;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The language model to use, where, and in which type.
final class LanguageModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A folder of Hugging Face's kind: GPT-2, Llama, Mistral, Qwen2, SmolLM.")
  private Path folder = Path.of("");

  @Mixin private WeightsOption weights = new WeightsOption(Device.JVM);

  /// Opens it.
  ///
  /// @throws IllegalArgumentException if there is no such device or no usable model
  TextModel load() {
    return weights.load(folder);
  }

  /// What people call it.
  String name() {
    return folder.toString();
  }
}
