package dev.uvaha.finetuning;

import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.LowRankAdapters;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.training.WeightsFormat;
import java.nio.file.Path;

/// Keeps a classifier as [ClassifierFolder] says, its changes of low rank merged in; what is
/// trained stands in `trained.safetensors` as well, by which it is read back.
record ClassifierFormat(CausalClassifier classifier, HubSizes sizes) implements WeightsFormat {
  /// How the language model is written.
  interface HubSizes {
    void save(CausalTransformer model, Path folder);
  }

  @Override
  public void save(Layer trained, Path file) {
    var folder = new ClassifierFolder(file.toAbsolutePath().normalize().resolveSibling(""));
    Weights.save(trained, file(folder));
    Weights.save(classifier.head(), folder.head());
    sizes.save(LowRankAdapters.merged(classifier.body()), folder.path());
  }

  @Override
  public void load(Layer trained, Path file) {
    Weights.load(
        trained, file(new ClassifierFolder(file.toAbsolutePath().normalize().resolveSibling(""))));
  }

  private static Path file(ClassifierFolder folder) {
    return folder.path().resolve("trained.safetensors");
  }
}
