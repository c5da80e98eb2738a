package dev.uvaha.cli;

import dev.uvaha.finetuning.FineTuning;
import dev.uvaha.finetuning.FineTuningRecipe;
import dev.uvaha.finetuning.TrainedClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Classifiers from language models.
final class FineTuningKind implements TrainingKind {
  @Override
  public String task() {
    return FineTuningRecipe.TASK;
  }

  @Override
  public String metric() {
    return "accuracy";
  }

  @Override
  public List<String> shipped() {
    return FineTuningRecipe.shipped();
  }

  @Override
  public String nameOf(String recipe, List<String> settings) {
    return FineTuningRecipe.nameOf(recipe, settings);
  }

  @Override
  public Ended train(
      String recipe, List<String> settings, Function<String, Path> folder, Surroundings around) {
    var followed = FineTuningRecipe.named(recipe, settings);
    return ended(training(around).train(followed, folder.apply(followed.name())));
  }

  @Override
  public Ended goOn(Path folder, List<String> settings, Surroundings around) {
    return ended(training(around).goOn(folder, settings));
  }

  private static FineTuning training(Surroundings around) {
    return new FineTuning(around.view()::on, List.of(around.view()), around.stop());
  }

  private static Ended ended(TrainedClassifier trained) {
    var lines = new ArrayList<String>();
    trained
        .test()
        .ifPresent(test ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%,d test examples: accuracy %.4f, macro-F1 %.4f; see %s",
                    test.examples(),
                    test.accuracy(),
                    test.macroF1(),
                    trained.folder().resolve("confusion.svg"))));
    lines.add("use it by: uvaha classify --model %s TEXT".formatted(trained.folder()));
    return new Ended(trained.folder(), trained.training(), lines);
  }
}
