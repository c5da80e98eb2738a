package dev.uvaha.studio.vision;

import dev.uvaha.models.vit.Vit;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.runs.RunCatalog;
import dev.uvaha.vision.ImageClassifier;
import dev.uvaha.vision.selfsupervised.PictureCompletion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The models that can be shown pictures here: the chosen one, if it classifies, or else the
/// classifier that comes with the library; and the masked autoencoder that was chosen, or that runs
/// have trained last.
///
/// @param completion if there is one
/// @param classifierName of its folder; empty for the one that comes with the library
/// @param completionName of its folder; empty without one
record VisionModels(
    ImageClassifier classifier,
    Optional<PictureCompletion> completion,
    String classifierName,
    String completionName) {

  /// Looks for them, and opens those that it finds.
  static VisionModels find(StudioContext context) {
    var chosen = first(context.model().stream().toList(), VisionModels::classifies);
    return new VisionModels(
            chosen.map(ImageClassifier::load).orElseGet(ImageClassifier::embedded),
            Optional.empty(),
            chosen.map(ModelFolders::name).orElse(""),
            "")
        .lookingAgain(context);
  }

  /// The same, with a masked autoencoder if there was none and there is one now: a training may
  /// have ended meanwhile.
  VisionModels lookingAgain(StudioContext context) {
    if (completion.isPresent()) return this;
    var all = new ArrayList<>(context.model().stream().toList());
    all.addAll(new RunCatalog(List.of(context.runs())).newestFirst());
    return first(all, PictureCompletion::opens)
        .map(folder ->
            new VisionModels(
                classifier,
                Optional.of(PictureCompletion.load(folder)),
                classifierName,
                ModelFolders.name(folder)))
        .orElse(this);
  }

  private static Optional<Path> first(List<Path> folders, Predicate<Path> wanted) {
    return folders.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("model.safetensors")))
        .filter(wanted)
        .findFirst();
  }

  private static boolean classifies(Path folder) {
    var architecture = ModelFolders.architecture(folder).orElse("");
    return architecture.equals("ViTForImageClassification")
        || (architecture.equals(Vit.FOLDER.architecture())
            && Files.isRegularFile(folder.resolve("labels.json")));
  }
}
