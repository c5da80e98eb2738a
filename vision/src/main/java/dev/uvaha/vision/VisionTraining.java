package dev.uvaha.vision;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.images.Fitting;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
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
import dev.uvaha.training.recipe.RecipeTraining;
import dev.uvaha.vision.PictureClassification.Targets;
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
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Follows a recipe: from labelled pictures to a folder that [ImageClassifier#load] opens, and
/// Hugging Face's library too if the model has a class token.
///
/// The folder holds the model with its labels and `preprocessor_config.json`, `recipe.yaml` (the
/// whole recipe, defaults settled), what a [Run] keeps to be resumed and, with test pictures,
/// `test.json` and `confusion.svg`.
public final class VisionTraining implements RecipeTraining<VisionRecipe, TrainedImageClassifier> {
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

  @Override
  public TrainedImageClassifier train(VisionRecipe recipe, Path out) {
    Run.checkFree(out);
    var given = recipe.settled();
    var pictures = given.data().train().open(Part.TRAIN);
    var beginning = beginning(given);
    var settled = settled(given, pictures, beginning);
    var test = given.data().train().test();
    try (var task = task(settled, pictures, beginning)) {
      // Whatever does not fit is told before there is a folder.
      var trainer = trainer(settled, task, listeners);
      var run = Run.create(out, folder -> write(folder, RECIPE, settled.yaml()));
      return followed(settled, task, test, out, signal -> trainer.train(run, signal));
    }
  }

  @Override
  public TrainedImageClassifier goOn(Path out, List<String> overrides) {
    var run = Run.open(out);
    var given = VisionRecipe.RECIPES.read(out.resolve(RECIPE), overrides).settled();
    var pictures = given.data().train().open(Part.TRAIN);
    var beginning = beginning(given);
    var recipe = settled(given, pictures, beginning);
    var test = given.data().train().test();
    try (var task = task(recipe, pictures, beginning)) {
      var all = new ArrayList<TrainingListener>(listeners);
      all.add(event -> {
        // The state fits the recipe: from here on it is the run's own, however the run ends.
        if (event instanceof TrainingEvent.Started && !overrides.isEmpty()) rewrite(out, recipe);
      });
      var trainer = trainer(recipe, task, all);
      return followed(recipe, task, test, out, signal -> trainer.resume(run, signal));
    }
  }

  private static Optional<Beginning> beginning(VisionRecipe recipe) {
    return recipe.model().isFresh()
        ? Optional.empty()
        : Optional.of(Beginning.read(Path.of(recipe.model().from())));
  }

  private static VisionRecipe settled(
      VisionRecipe recipe, LabelledPictures pictures, Optional<Beginning> beginning) {
    return beginning
        .map(trained -> trained.settle(recipe, pictures))
        .orElseGet(() -> recipe.with(normalisation(recipe, pictures)));
  }

  private static Normalisation normalisation(VisionRecipe recipe, LabelledPictures pictures) {
    return switch (recipe.data().normalisation()) {
      case NormalisationRecipe.Measured() -> NormalisationRecipe.Measured.of(pictures);
      case NormalisationRecipe.Given(var given) -> given;
    };
  }

  private PictureClassification task(
      VisionRecipe recipe, LabelledPictures all, Optional<Beginning> beginning) {
    var data = recipe.data();
    var heldOut = Subset.ofEachClass(all, data.heldOut(), recipe.seed());
    var learnt = heldOut.rest();
    var normalisation = normalisation(recipe, all);
    var channels = all.picture(0).channels();
    var classes = all.classes().size();
    Randomness.seed(recipe.seed());
    var model =
        beginning
            .map(trained -> Vit.on(trained.encoder(), classes))
            .orElseGet(() ->
                Vit.create(VitConfig.of(recipe.model().encoder(data.size(), channels), classes)));
    progress.accept(
        new Told(
            String.format(
                Locale.ROOT,
                "%,d pictures of %d classes to learn from, %,d held out; model: %,d parameters",
                learnt.size(),
                classes,
                heldOut.size(),
                model.parameterCount())));
    var targets =
        new Targets(
            recipe.training().step().labelSmoothing(), data.augmentation().mixup(), recipe.seed());
    return new PictureClassification(
            model, data.training(learnt, normalisation, recipe.seed()), targets)
        .with(
            data.measuring(heldOut, normalisation),
            new ClassifierFormat(
                all.classes(), preprocessing(normalisation, data.size(), channels)));
  }

  private static Preprocessing preprocessing(Normalisation given, int size, int channels) {
    return new Preprocessing(
        Fitting.whole(size, size),
        each(given.means(), channels),
        each(given.deviations(), channels));
  }

  private static List<Double> each(List<Double> values, int channels) {
    return values.size() == channels ? values : Collections.nCopies(channels, values.getFirst());
  }

  private static Trainer<?> trainer(
      VisionRecipe recipe, PictureClassification task, List<? extends TrainingListener> listeners) {
    var batches = task.batchesIn(0).orElseThrow();
    return new Trainer<>(task, recipe.training().config(batches, recipe.seed()), listeners);
  }

  private TrainedImageClassifier followed(
      VisionRecipe recipe,
      PictureClassification task,
      Optional<LabelledPictures> test,
      Path out,
      Function<StopSignal, TrainingResult> training) {
    TrainingResult result;
    var signal = stop.get();
    try (signal) {
      result = training.apply(signal);
    }
    if (result.ending() == Ending.STOPPED || signal.isRequested() || test.isEmpty())
      return new TrainedImageClassifier(out, recipe, result, Optional.empty());
    var confusion = measured(recipe, task, test.get());
    write(out, confusion);
    return new TrainedImageClassifier(out, recipe, result, Optional.of(confusion));
  }

  private static Confusion measured(
      VisionRecipe recipe, PictureClassification task, LabelledPictures test) {
    var right = IntStream.builder();
    var told = IntStream.builder();
    for (var batch : recipe.data().measuring(test, normalisation(recipe, test)).all()) {
      for (var label : batch.labels()) right.add(label);
      for (var answer : PictureClassification.answers(task.model(), batch))
        told.add(Math.toIntExact(answer));
    }
    return Confusion.of(test.classes(), right.build().toArray(), told.build().toArray());
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
