package dev.uvaha.vision;

import dev.uvaha.hub.Preprocessing;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Layer;
import dev.uvaha.training.WeightsFormat;
import dev.uvaha.vision.ClassifierFolder.Content;
import java.nio.file.Path;
import java.util.List;

/// Keeps the weights to use so that the run's folder is a [ClassifierFolder].
record ClassifierFormat(List<String> labels, Preprocessing preprocessing) implements WeightsFormat {
  ClassifierFormat {
    labels = List.copyOf(labels);
  }

  @Override
  public void save(Layer model, Path file) {
    folder(file).write(new Content((Vit) model, labels, preprocessing));
  }

  @Override
  public void load(Layer model, Path file) {
    WeightsFormat.assign(model, folder(file).read().model(), file);
  }

  private static ClassifierFolder folder(Path file) {
    return new ClassifierFolder(file.toAbsolutePath().normalize().resolveSibling(""));
  }
}
