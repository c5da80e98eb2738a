package dev.uvaha.cli;

import dev.uvaha.vision.selfsupervised.SelfSupervisedRecipe;
import dev.uvaha.vision.selfsupervised.SelfSupervisedTraining;
import dev.uvaha.vision.selfsupervised.TrainedEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Encoders of pictures that learn without labels.
final class SelfSupervisedKind implements TrainingKind {
  @Override
  public String task() {
    return SelfSupervisedRecipe.TASK;
  }

  @Override
  public String metric() {
    return "k-NN accuracy";
  }

  @Override
  public List<String> shipped() {
    return SelfSupervisedRecipe.shipped();
  }

  @Override
  public String nameOf(String recipe, List<String> settings) {
    return SelfSupervisedRecipe.nameOf(recipe, settings);
  }

  @Override
  public Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = SelfSupervisedRecipe.named(recipe, settings);
    return ended(training(around).train(followed, folder.apply(followed.name())));
  }

  @Override
  public Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended(training(around).goOn(folder, settings));
  }

  private static SelfSupervisedTraining training(Surroundings around) {
    return new SelfSupervisedTraining(around.view()::on, List.of(around.view()), around.stop());
  }

  private static Ended ended(TrainedEncoder trained) {
    return new Ended(
        trained.folder(),
        trained.training(),
        List.of(
            "see what it is good for by: uvaha probe --model %s --data shapes:20000"
                .formatted(trained.folder())));
  }
}
