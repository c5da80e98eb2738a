package dev.uvaha.vision;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A classifier of pictures on disk: a ViT's folder as Hugging Face has it or, where theirs has no
/// such thing as the mean of the patches, one of ours with `labels.json` beside it;
/// `preprocessor_config.json` in both.
record ClassifierFolder(Path path) {
  private static final String LABELS = "labels.json";

  /// What it holds.
  record Content(Vit model, List<String> labels, Preprocessing preprocessing) {}

  /// Reads it.
  ///
  /// @throws IllegalArgumentException if it is no classifier's: one line says why
  Content read() {
    var ours = ModelFolder.architecture(path).equals(Vit.FOLDER.architecture());
    var model = ours ? Vit.FOLDER.load(path) : HuggingFace.vit(path);
    if (model.head().isEmpty())
      throw new IllegalArgumentException(
          path + ": this ViT has no labels, it makes features alone; give a classifier's folder");
    var patches = model.config().encoder().patches();
    var labels = ours ? labels() : HuggingFace.labels(path);
    if (labels.size() != model.config().labels())
      throw new IllegalArgumentException(
          "%s: it has %d labels, and names for %d"
              .formatted(path, model.config().labels(), labels.size()));
    return new Content(
        model, labels, Preprocessing.of(path, patches.imageSize(), patches.channels()));
  }

  /// Writes it, each file aside first and then renamed.
  ///
  /// @throws UncheckedIOException if the disk does not take it
  void write(Content content) {
    var model = content.model();
    if (model.config().encoder().pooling() == Pooling.CLASS_TOKEN) {
      HuggingFace.save(model, content.labels(), content.preprocessing(), path);
      return;
    }
    content.preprocessing().write(path);
    try {
      AtomicFile.write(
          path.resolve(LABELS), JsonMapper.shared().writeValueAsBytes(content.labels()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
    Vit.FOLDER.save(model, model.config(), path);
  }

  private List<String> labels() {
    var file = path.resolve(LABELS);
    try {
      return List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), String[].class));
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: %s; it must be as training wrote it".formatted(file, damaged.getOriginalMessage()),
          damaged);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "%s: cannot be read; a classifier's folder has it".formatted(file), failure);
    }
  }
}
