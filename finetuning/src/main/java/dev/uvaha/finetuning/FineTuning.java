package dev.uvaha.finetuning;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.classification.Confusion;
import dev.uvaha.training.classification.ConfusionSvg;
import dev.uvaha.training.recipe.PreparationEvent;
import dev.uvaha.training.recipe.PreparationEvent.Told;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Follows a recipe: from a language model and labelled texts to a folder that
/// [TextClassifier#load] opens.
///
/// The folder holds a [ClassifierFolder], `recipe.yaml` (the whole recipe, defaults settled), what
/// a [Run] keeps to be resumed and, with test examples, `test.json` and `confusion.svg`.
public final class FineTuning implements RecipeTraining<FineTuningRecipe, TrainedClassifier> {
  private static final String RECIPE = "recipe.yaml";
  private static final int MEASURED = 64; // examples at once

  private final Consumer<PreparationEvent> progress;
  private final List<TrainingListener> listeners;
  private final Supplier<StopSignal> stop;

  /// @param progress is told of what comes before the first step
  /// @param listeners are told of the training
  /// @param stop is asked for when there is something to save, and closed when all is saved
  public FineTuning(
      Consumer<PreparationEvent> progress,
      List<? extends TrainingListener> listeners,
      Supplier<StopSignal> stop) {
    this.progress = progress;
    this.listeners = List.copyOf(listeners);
    this.stop = stop;
  }

  /// Trains a classifier to the end.
  ///
  /// @throws IllegalArgumentException if the folder holds anything already, or the model's folder
  ///   no language model
  /// @throws RecipeException if the recipe cannot be followed
  /// @throws dev.uvaha.data.CorpusException if its examples cannot be used
  /// @throws dev.uvaha.training.TrainingException if training fails
  public static TrainedClassifier start(
      FineTuningRecipe recipe, Path out, TrainingListener... listeners) {
    return new FineTuning(_ -> {}, List.of(listeners), StopSignal::new).train(recipe, out);
  }

  @Override
  public TrainedClassifier train(FineTuningRecipe recipe, Path out) {
    Run.checkFree(out);
    var settled = recipe.settled();
    var examples = Examples.read(settled);
    told(examples);
    var folder = new ClassifierFolder(out);
    var origin = new ClassifierFolder(Path.of(settled.model().folder()));
    RunContents contents =
        _ -> {
          folder.writeExtended(origin);
          folder.write(examples.about());
          folder.write(RECIPE, settled.yaml().getBytes(StandardCharsets.UTF_8));
        };
    // Whatever does not fit is told before there is a folder.
    var learner = Learner.create(settled, examples.about(), origin.extended(), examples);
    var trainer = trainer(settled, learner, listeners);
    var run = Run.create(out, contents);
    return followed(settled, examples, learner, out, signal -> trainer.train(run, signal));
  }

  @Override
  public TrainedClassifier goOn(Path out, List<String> overrides) {
    var run = Run.open(out);
    var recipe = FineTuningRecipe.RECIPES.read(out.resolve(RECIPE), overrides).settled();
    var examples = Examples.read(recipe);
    var folder = new ClassifierFolder(out);
    var learner = Learner.create(recipe, folder.about(), folder.tokenizer(), examples);
    var all = new ArrayList<TrainingListener>(listeners);
    all.add(event -> {
      // The state fits the recipe: from here on it is the run's own, however the run ends.
      if (event instanceof TrainingEvent.Started && !overrides.isEmpty()) rewrite(folder, recipe);
    });
    var trainer = trainer(recipe, learner, all);
    return followed(recipe, examples, learner, out, signal -> trainer.resume(run, signal));
  }

  private static void rewrite(ClassifierFolder folder, FineTuningRecipe recipe) {
    try {
      folder.write(RECIPE, recipe.yaml().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void told(Examples examples) {
    progress.accept(
        new Told(
            String.format(
                Locale.ROOT,
                "%,d examples to learn from, %,d to validate on, %,d to measure on, %s",
                examples.train().size(),
                examples.valid().size(),
                examples.test().size(),
                examples.classes())));
  }

  private static Trainer<?> trainer(
      FineTuningRecipe recipe, Learner learner, List<? extends TrainingListener> listeners) {
    var batches = learner.task().training().batchesIn(0);
    return new Trainer<>(
        learner.task(), recipe.training().config(batches, recipe.seed()), listeners);
  }

  private TrainedClassifier followed(
      FineTuningRecipe recipe,
      Examples examples,
      Learner learner,
      Path out,
      Function<StopSignal, TrainingResult> training) {
    TrainingResult result;
    var signal = stop.get();
    try (signal) {
      result = training.apply(signal);
    }
    if (result.ending() == Ending.STOPPED || signal.isRequested() || examples.test().isEmpty())
      return new TrainedClassifier(out, recipe, result, Optional.empty());
    var confusion = measured(learner, examples);
    write(out, confusion);
    return new TrainedClassifier(out, recipe, result, Optional.of(confusion));
  }

  private static Confusion measured(Learner learner, Examples examples) {
    var encoded = learner.encoded(examples.test());
    var told = new ArrayList<Integer>();
    Autograd.noGradient(() -> {
      for (var from = 0; from < encoded.size(); from += MEASURED) {
        var batch = encoded.subList(from, Math.min(encoded.size(), from + MEASURED));
        for (var answer : FineTuningTask.answers(learner.classifier(), batch)) told.add(answer);
      }
    });
    return Confusion.of(
        examples.tested(),
        encoded.stream().mapToInt(TextExample::label).toArray(),
        told.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void write(Path out, Confusion confusion) {
    var folder = new ClassifierFolder(out);
    try {
      folder.write(
          "test.json",
          JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(confusion.values()));
      folder.write("confusion.svg", ConfusionSvg.of(confusion).getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
