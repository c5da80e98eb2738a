package dev.uvaha.cli;

import dev.uvaha.vision.TrainedImageClassifier;
import dev.uvaha.vision.VisionRecipe;
import dev.uvaha.vision.VisionTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Classifiers of pictures.
final class VisionKind implements TrainingKind {
  @Override
  public String task() {
    return VisionRecipe.TASK;
  }

  @Override
  public String metric() {
    return "accuracy";
  }

  @Override
  public List<String> shipped() {
    return VisionRecipe.shipped();
  }

  @Override
  public String nameOf(String recipe, List<String> settings) {
    return VisionRecipe.nameOf(recipe, settings);
  }

  @Override
  public Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = VisionRecipe.named(recipe, settings);
    return ended(training(around).train(followed, folder.apply(followed.name())));
  }

  @Override
  public Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended(training(around).goOn(folder, settings));
  }

  private static VisionTraining training(Surroundings around) {
    return new VisionTraining(around.view()::on, List.of(around.view()), around.stop());
  }

  private static Ended ended(TrainedImageClassifier trained) {
    var lines = new ArrayList<String>();
    trained
        .test()
        .ifPresent(test ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%,d test pictures: accuracy %.4f; see %s",
                    test.examples(),
                    test.accuracy(),
                    trained.folder().resolve("confusion.svg"))));
    lines.add("use it by: uvaha classify-image --model %s FILE".formatted(trained.folder()));
    return new Ended(trained.folder(), trained.training(), lines);
  }
}
