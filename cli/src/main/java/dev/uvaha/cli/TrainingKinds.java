package dev.uvaha.cli;

import dev.uvaha.cli.TrainingKind.Ended;
import dev.uvaha.finetuning.FineTuning;
import dev.uvaha.finetuning.FineTuningRecipe;
import dev.uvaha.finetuning.TrainedClassifier;
import dev.uvaha.pretraining.Pretraining;
import dev.uvaha.pretraining.PretrainingRecipe;
import dev.uvaha.pretraining.TrainedModel;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TrainedTranslator;
import dev.uvaha.translation.recipe.TranslationTraining;
import dev.uvaha.vision.TrainedImageClassifier;
import dev.uvaha.vision.VisionRecipe;
import dev.uvaha.vision.VisionTraining;
import dev.uvaha.vision.selfsupervised.SelfSupervisedRecipe;
import dev.uvaha.vision.selfsupervised.SelfSupervisedTraining;
import dev.uvaha.vision.selfsupervised.TrainedEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All kinds of training.
final class TrainingKinds {
  /// The first is that of recipes that do not say their task.
  static final List<TrainingKind<?, ?>> ALL =
      List.of(
          new TrainingKind<Recipe, TrainedTranslator>(
              Recipe.RECIPES,
              "BLEU",
              around ->
                  new TranslationTraining(around.view()::on, List.of(around.view()), around.stop()),
              TrainingKinds::translator),
          new TrainingKind<PretrainingRecipe, TrainedModel>(
              PretrainingRecipe.RECIPES,
              "metric",
              around -> new Pretraining(around.view()::on, List.of(around.view()), around.stop()),
              TrainingKinds::languageModel),
          new TrainingKind<FineTuningRecipe, TrainedClassifier>(
              FineTuningRecipe.RECIPES,
              "accuracy",
              around -> new FineTuning(around.view()::on, List.of(around.view()), around.stop()),
              TrainingKinds::textClassifier),
          new TrainingKind<VisionRecipe, TrainedImageClassifier>(
              VisionRecipe.RECIPES,
              "accuracy",
              around ->
                  new VisionTraining(around.view()::on, List.of(around.view()), around.stop()),
              TrainingKinds::pictureClassifier),
          new TrainingKind<SelfSupervisedRecipe, TrainedEncoder>(
              SelfSupervisedRecipe.RECIPES,
              "k-NN accuracy",
              around ->
                  new SelfSupervisedTraining(
                      around.view()::on, List.of(around.view()), around.stop()),
              TrainingKinds::encoder));

  private TrainingKinds() {}

  private static Ended translator(TrainedTranslator trained) {
    var figures = new ArrayList<String>();
    trained.test().forEach(test -> figures.addAll(EvaluationText.lines(test)));
    return ended(
        trained.folder(),
        trained.training(),
        figures,
        "use it by: uvaha translate --model %s TEXT");
  }

  private static Ended languageModel(TrainedModel trained) {
    var use = "use it by: uvaha generate --model %s TEXT";
    return ended(trained.folder(), trained.training(), List.of(), use);
  }

  private static Ended textClassifier(TrainedClassifier trained) {
    var figures =
        trained
            .test()
            .map(test ->
                String.format(
                    Locale.ROOT,
                    "%,d test examples: accuracy %.4f, macro-F1 %.4f; see %s",
                    test.examples(),
                    test.accuracy(),
                    test.macroF1(),
                    trained.folder().resolve("confusion.svg")));
    return ended(
        trained.folder(),
        trained.training(),
        figures.stream().toList(),
        "use it by: uvaha classify --model %s TEXT");
  }

  private static Ended pictureClassifier(TrainedImageClassifier trained) {
    var figures =
        trained
            .test()
            .map(test ->
                String.format(
                    Locale.ROOT,
                    "%,d test pictures: accuracy %.4f; see %s",
                    test.examples(),
                    test.accuracy(),
                    trained.folder().resolve("confusion.svg")));
    return ended(
        trained.folder(),
        trained.training(),
        figures.stream().toList(),
        "use it by: uvaha classify-image --model %s FILE");
  }

  private static Ended encoder(TrainedEncoder trained) {
    var pictures = trained.recipe().data().pictures().option().orElse("PICTURES");
    var use = "see what it is good for by: uvaha probe --model %s --data " + pictures;
    return ended(trained.folder(), trained.training(), List.of(), use);
  }

  /// @param use how the folder is used, `%s` for itself
  private static Ended ended(Path folder, TrainingResult result, List<String> figures, String use) {
    var lines = new ArrayList<>(figures);
    lines.add(use.replace("%s", folder.toString()));
    return new Ended(folder, result, lines);
  }
}
