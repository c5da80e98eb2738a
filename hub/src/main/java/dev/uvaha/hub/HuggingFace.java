package dev.uvaha.hub;

import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.models.bert.BertConfig.Head;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Reads Hugging Face's folders: `config.json`, and `model.safetensors` or its shards.
public final class HuggingFace {
  private HuggingFace() {}

  /// A GPT-2, or a Llama, Mistral, Qwen2 or SmolLM.
  ///
  /// @throws IllegalArgumentException if the folder holds no such model, or one that does not fit
  ///   its configuration: one line says what and where
  public static LanguageModel languageModel(Path folder) {
    var config = HubConfig.read(folder);
    try (var checkpoint = Checkpoint.open(folder)) {
      return switch (config.modelType()) {
        case "gpt2" -> {
          var sizes = GptFolder.config(config);
          yield filled(
              () -> Gpt.create(sizes),
              checkpoint,
              GptFolder.names(prefix(checkpoint, "transformer.")));
        }
        case "llama", "mistral", "qwen2" -> {
          var sizes = LlamaFolder.config(config);
          yield filled(() -> Llama.create(sizes), checkpoint, LlamaFolder.names(sizes));
        }
        default -> throw unknown(config, "gpt2, llama, mistral and qwen2");
      };
    }
  }

  /// A BERT.
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static Bert bert(Path folder) {
    var config = HubConfig.read(folder);
    if (!config.modelType().equals("bert")) throw unknown(config, "bert");
    try (var checkpoint = Checkpoint.open(folder)) {
      var head = checkpoint.names().contains("cls.predictions.bias") ? Head.GAPS : Head.NONE;
      var sizes = BertFolder.config(config, head);
      return filled(
          () -> Bert.create(sizes), checkpoint, BertFolder.names(prefix(checkpoint, "bert.")));
    }
  }

  private static <M extends Layer> M filled(
      Supplier<M> creation, Checkpoint checkpoint, TensorNames names) {
    var model = Initialization.unset(Device.CPU, DataType.FLOAT32, creation);
    HubWeights.load(model, checkpoint, names);
    return model;
  }

  /// What all names begin with, unless the model was saved without its head.
  private static String prefix(Checkpoint checkpoint, String usual) {
    return checkpoint.names().stream().anyMatch(name -> name.startsWith(usual)) ? usual : "";
  }

  private static IllegalArgumentException unknown(HubConfig config, String known) {
    return new IllegalArgumentException(
        "%s: model_type is '%s'; known are %s".formatted(config.file(), config.modelType(), known));
  }
}
