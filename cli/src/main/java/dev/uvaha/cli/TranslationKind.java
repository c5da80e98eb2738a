package dev.uvaha.cli;

import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TrainedTranslator;
import dev.uvaha.translation.recipe.TranslationTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Translators; a recipe that says no task is one for them.
final class TranslationKind implements TrainingKind {
  @Override
  public String task() {
    return "translation";
  }

  @Override
  public String metric() {
    return "BLEU";
  }

  @Override
  public List<String> shipped() {
    return Recipe.shipped();
  }

  @Override
  public String nameOf(String recipe, List<String> settings) {
    return Recipe.nameOf(recipe, settings);
  }

  @Override
  public Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = Recipe.named(recipe, settings);
    return ended(training(around).train(followed, folder.apply(followed.name())));
  }

  @Override
  public Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended(training(around).goOn(folder, settings));
  }

  private static TranslationTraining training(Surroundings around) {
    return new TranslationTraining(around.view()::on, List.of(around.view()), around.stop());
  }

  private static Ended ended(TrainedTranslator trained) {
    var lines = new ArrayList<String>();
    trained.test().forEach(figures -> lines.addAll(EvaluationText.lines(figures)));
    lines.add("use it by: uvaha translate --model %s TEXT".formatted(trained.folder()));
    return new Ended(trained.folder(), trained.training(), lines);
  }
}
