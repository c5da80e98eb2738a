package dev.uvaha.pretraining;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.nn.Layer;
import dev.uvaha.training.WeightsFormat;
import java.nio.file.Path;

/// Keeps the weights to use as Hugging Face names them, so that the run's folder is such a model's.
record HubFormat(ModelPlan plan) implements WeightsFormat {
  @Override
  public void save(Layer model, Path file) {
    plan.save((CausalTransformer) model, folder(file));
  }

  @Override
  public void load(Layer model, Path file) {
    WeightsFormat.assign(model, HuggingFace.languageModel(folder(file)), file);
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }
}
