package dev.uvaha.vision;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.training.Run;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Follows a recipe: from labelled pictures to a folder that [ImageClassifier#load] opens, and
/// Hugging Face's library too if the model has a class token.
///
/// The folder holds the model with its labels and `preprocessor_config.json`, `recipe.yaml` (the
/// whole recipe, defaults settled), what a [Run] keeps to be resumed and, with test pictures,
/// `test.json` and `confusion.svg`.
public final class VisionTraining {
  private static final String RECIPE = "recipe.yaml";

  private final Consumer<PreparationEvent> progress;
  private final List<TrainingListener> listeners;
  private final Supplier<StopSignal> stop;

  /// @param progress is told of what comes before the first step
  /// @param listeners are told of the training
  /// @param stop is asked for when there is something to save, and closed when all is saved
  public VisionTraining(
      Consumer<PreparationEvent> progress,
      List<? extends TrainingListener> listeners,
      Supplier<StopSignal> stop) {
    this.progress = progress;
    this.listeners = List.copyOf(listeners);
    this.stop = stop;
  }

  /// Trains a classifier to the end.
  ///
  /// @throws IllegalArgumentException if the folder holds anything already
  /// @throws dev.uvaha.training.recipe.RecipeException if the recipe cannot be followed
  /// @throws dev.uvaha.images.PictureException if its pictures cannot be used
  /// @throws dev.uvaha.training.TrainingException if training fails
  public static TrainedImageClassifier start(
      VisionRecipe recipe, Path out, TrainingListener... listeners) {
    return new VisionTraining(_ -> {}, List.of(listeners), StopSignal::new).train(recipe, out);
  }

  /// Trains from the beginning.
  public TrainedImageClassifier train(VisionRecipe recipe, Path out) {
    Run.checkFree(out);
    var given = recipe.settled();
    var pictures = given.data().train().training();
    var settled = given.with(normalisation(given, pictures));
    try (var task = task(settled, pictures)) {
      // Whatever does not fit is told before there is a folder.
      var trainer = trainer(settled, task, listeners);
      var run = Run.create(out, folder -> write(folder, RECIPE, settled.yaml()));
      return followed(settled, task, out, signal -> trainer.train(run, signal));
    }
  }

  /// Takes up a training where it was stopped. The pictures must be as they were.
  ///
  /// @param overrides `KEY=VALUE` each: rates and epochs may change, data and model may not
  public TrainedImageClassifier goOn(Path out, List<String> overrides) {
    var run = Run.open(out);
    var recipe = VisionRecipe.read(out.resolve(RECIPE), overrides).settled();
    try (var task = task(recipe, recipe.data().train().training())) {
      var all = new ArrayList<TrainingListener>(listeners);
      all.add(event -> {
        // The state fits the recipe: from here on it is the run's own, however the run ends.
        if (event instanceof TrainingEvent.Started && !overrides.isEmpty()) rewrite(out, recipe);
      });
      var trainer = trainer(recipe, task, all);
      return followed(recipe, task, out, signal -> trainer.resume(run, signal));
    }
  }

  private VisionTask task(VisionRecipe recipe, LabelledPictures all) {
    var heldOut = Subset.ofEachClass(all, recipe.data().heldOut(), recipe.seed());
    var learnt = heldOut.rest();
    var normalisation = normalisation(recipe, all);
    var channels = all.picture(0).channels();
    Randomness.seed(recipe.seed());
    var encoder = recipe.model().encoder(recipe.data().size(), channels);
    var model = Vit.create(VitConfig.of(encoder, all.classes().size()));
    progress.accept(
        new Told(
            String.format(
                Locale.ROOT,
                "%,d pictures of %d classes to learn from, %,d held out; model: %,d parameters",
                learnt.size(),
                all.classes().size(),
                heldOut.size(),
                model.parameterCount())));
    return new VisionTask(
        model,
        PictureBatches.training(learnt, recipe.data(), normalisation, recipe.seed()),
        PictureBatches.measuring(heldOut, recipe.data(), normalisation),
        recipe,
        new ClassifierFormat(
            all.classes(), preprocessing(normalisation, recipe.data().size(), channels)));
  }

  private static Normalisation normalisation(VisionRecipe recipe, LabelledPictures pictures) {
    return switch (recipe.data().normalisation()) {
      case NormalisationRecipe.Measured() -> NormalisationRecipe.Measured.of(pictures);
      case NormalisationRecipe.Given(var given) -> given;
    };
  }

  private static Preprocessing preprocessing(Normalisation given, int size, int channels) {
    return new Preprocessing(
        size, size, each(given.means(), channels), each(given.deviations(), channels));
  }

  private static List<Double> each(List<Double> values, int channels) {
    return values.size() == channels ? values : Collections.nCopies(channels, values.getFirst());
  }

  private static Trainer<?> trainer(
      VisionRecipe recipe, VisionTask task, List<? extends TrainingListener> listeners) {
    var batches = task.batchesIn(0).orElseThrow();
    return new Trainer<>(task, recipe.training().config(batches, recipe.seed()), listeners);
  }

  private TrainedImageClassifier followed(
      VisionRecipe recipe,
      VisionTask task,
      Path out,
      Function<StopSignal, TrainingResult> training) {
    TrainingResult result;
    var signal = stop.get();
    try (signal) {
      result = training.apply(signal);
    }
    var test = recipe.data().train().test();
    if (result.ending() == Ending.STOPPED || signal.isRequested() || test.isEmpty())
      return new TrainedImageClassifier(out, recipe, result, Optional.empty());
    var confusion = measured(recipe, task, test.get());
    write(out, confusion);
    return new TrainedImageClassifier(out, recipe, result, Optional.of(confusion));
  }

  private static Confusion measured(VisionRecipe recipe, VisionTask task, LabelledPictures test) {
    var batches = PictureBatches.measuring(test, recipe.data(), normalisation(recipe, test));
    var right = new ArrayList<Integer>();
    var told = new ArrayList<Integer>();
    Autograd.noGradient(() -> {
      for (var batch : PictureBatches.epoch(batches)) {
        for (var label : batch.labels()) right.add(label);
        for (var answer : task.answers(batch)) told.add(answer);
      }
    });
    return Confusion.of(test.classes(), ints(right), ints(told));
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void write(Path out, Confusion confusion) {
    try {
      write(
          out,
          "test.json",
          JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(confusion.values()));
      write(out, "confusion.svg", ConfusionSvg.of(confusion));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static void rewrite(Path folder, VisionRecipe recipe) {
    try {
      write(folder, RECIPE, recipe.yaml());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
