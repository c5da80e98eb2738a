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

/// The models that can be shown pictures here: the one that was chosen, or else the newest that
/// runs have trained.
///
/// @param classifier and
/// @param completion each if there is one
/// @param classifierName of its folder; empty without one
/// @param completionName of its folder; empty without one
record VisionModels(
    Optional<ImageClassifier> classifier,
    Optional<PictureCompletion> completion,
    String classifierName,
    String completionName) {

  /// Looks for them, and opens those that it finds.
  static VisionModels find(StudioContext context) {
    var folders = new ArrayList<Path>();
    context.model().ifPresent(folders::add);
    folders.addAll(new RunCatalog(List.of(context.runs())).newestFirst());
    var classifying = first(folders, VisionModels::classifies);
    var completing = first(folders, PictureCompletion::opens);
    return new VisionModels(
        classifying.map(ImageClassifier::load),
        completing.map(PictureCompletion::load),
        classifying.map(VisionModels::name).orElse(""),
        completing.map(VisionModels::name).orElse(""));
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
