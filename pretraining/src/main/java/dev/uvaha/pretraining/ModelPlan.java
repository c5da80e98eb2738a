package dev.uvaha.pretraining;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import java.nio.file.Path;

/// A model that is to be made: its configuration, and how such models are kept.
public sealed interface ModelPlan {
  /// A model with fresh parameters.
  CausalTransformer create();

  /// Writes a model's configuration and weights as Hugging Face has them.
  void save(CausalTransformer model, Path folder);

  /// A GPT-2.
  record OfGpt(GptConfig config) implements ModelPlan {
    @Override
    public CausalTransformer create() {
      return Gpt.create(config);
    }

    @Override
    public void save(CausalTransformer model, Path folder) {
      HuggingFace.save(model, config, folder);
    }
  }

  /// A Llama.
  record OfLlama(LlamaConfig config) implements ModelPlan {
    @Override
    public CausalTransformer create() {
      return Llama.create(config);
    }

    @Override
    public void save(CausalTransformer model, Path folder) {
      HuggingFace.save(model, config, folder);
    }
  }
}
