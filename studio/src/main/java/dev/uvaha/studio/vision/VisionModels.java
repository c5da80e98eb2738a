package dev.uvaha.studio.vision;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.studio.StudioContext;
import dev.uvaha.studio.runs.RunCatalog;
import dev.uvaha.vision.ImageClassifier;
import dev.uvaha.vision.selfsupervised.PictureCompletion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The models that can be shown pictures here: the chosen one, if it classifies, or else the classifier
/// that comes with the library; and the masked autoencoder that was chosen, or that runs have trained
/// last.
///
/// @param classifier and
/// @param completion each if there is one
/// @param classifierName of its folder; empty for the one that comes with the library
/// @param completionName of its folder; empty without one
record VisionModels(
    Optional<ImageClassifier> classifier,
    Optional<PictureCompletion> completion,
    String classifierName,
    String completionName) {

  /// Looks for them, and opens those that it finds.
  static VisionModels find(StudioContext context) {
    var chosen = context.model().stream().toList();
    var all = new ArrayList<>(chosen);
    all.addAll(new RunCatalog(List.of(context.runs())).newestFirst());
    var classifying = first(chosen, VisionModels::classifies);
    var completing = first(all, PictureCompletion::opens);
    return new VisionModels(
        classifying.map(ImageClassifier::load).or(VisionModels::embedded),
        completing.map(PictureCompletion::load),
        classifying.map(VisionModels::name).orElse(""),
        completing.map(VisionModels::name).orElse(""));
  }

  /// A build may leave it out.
  private static Optional<ImageClassifier> embedded() {
    try {
      return Optional.of(ImageClassifier.embedded());
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> first(List<Path> folders, Predicate<Path> wanted) {
    return folders.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("model.safetensors")))
        .filter(wanted)
        .findFirst();
  }

  private static boolean classifies(Path folder) {
    try {
      var architecture = ModelFolder.architecture(folder);
      return architecture.equals("ViTForImageClassification")
          || (architecture.equals(Vit.FOLDER.architecture())
              && Files.isRegularFile(folder.resolve("labels.json")));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }
}
