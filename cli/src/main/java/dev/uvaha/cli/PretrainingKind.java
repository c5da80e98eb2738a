package dev.uvaha.cli;

import dev.uvaha.pretraining.Pretraining;
import dev.uvaha.pretraining.PretrainingRecipe;
import dev.uvaha.pretraining.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Language models from plain text.
final class PretrainingKind implements TrainingKind {
  @Override
  public String task() {
    return PretrainingRecipe.TASK;
  }

  @Override
  public String metric() {
    return "metric";
  }

  @Override
  public List<String> shipped() {
    return PretrainingRecipe.shipped();
  }

  @Override
  public String nameOf(String recipe, List<String> settings) {
    return PretrainingRecipe.nameOf(recipe, settings);
  }

  @Override
  public Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = PretrainingRecipe.named(recipe, settings);
    return ended(training(around).train(followed, folder.apply(followed.name())));
  }

  @Override
  public Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended(training(around).goOn(folder, settings));
  }

  private static Pretraining training(Surroundings around) {
    return new Pretraining(around.view()::on, List.of(around.view()), around.stop());
  }

  private static Ended ended(TrainedModel trained) {
    return new Ended(
        trained.folder(),
        trained.training(),
        List.of("use it by: uvaha generate --model %s TEXT".formatted(trained.folder())));
  }
}
