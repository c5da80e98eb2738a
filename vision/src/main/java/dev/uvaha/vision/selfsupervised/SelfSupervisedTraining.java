package dev.uvaha.vision.selfsupervised;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.training.CheckpointConfig.Criterion;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Follows a recipe: from pictures without labels to a folder that [Encoders#load] opens.
///
/// The folder holds `config.json`, `recipe.yaml` (the whole recipe, defaults settled) and what a
/// [Run] keeps to be resumed; of a masked autoencoder `reconstructions/step-N.png`, of DINO
/// `teacher.csv`, how the teacher's output stood at each validation.
public final class SelfSupervisedTraining
    implements RecipeTraining<SelfSupervisedRecipe, TrainedEncoder> {
  private static final String RECIPE = "recipe.yaml";

  private final Consumer<PreparationEvent> progress;
  private final List<TrainingListener> listeners;
  private final Supplier<StopSignal> stop;

  /// @param progress is told of what comes before the first step, and if the training collapses
  /// @param listeners are told of the training
  /// @param stop is asked for when there is something to save, and closed when all is saved
  public SelfSupervisedTraining(
      Consumer<PreparationEvent> progress,
      List<? extends TrainingListener> listeners,
      Supplier<StopSignal> stop) {
    this.progress = progress;
    this.listeners = List.copyOf(listeners);
    this.stop = stop;
  }

  /// Trains an encoder to the end.
  ///
  /// @throws IllegalArgumentException if the folder holds anything already, or the pictures don't
  ///   fit the recipe
  /// @throws RecipeException if the recipe cannot be followed
  /// @throws dev.uvaha.images.PictureException if its pictures cannot be used
  /// @throws dev.uvaha.training.TrainingException if training fails
  public static TrainedEncoder start(
      SelfSupervisedRecipe recipe, Path out, TrainingListener... listeners) {
    return new SelfSupervisedTraining(_ -> {}, List.of(listeners), StopSignal::new)
        .train(recipe, out);
  }

  @Override
  public TrainedEncoder train(SelfSupervisedRecipe recipe, Path out) {
    Run.checkFree(out);
    var settled = recipe.settled();
    try (var learner = learner(settled, out)) {
      RunContents contents =
          folder -> {
            learner.saveConfig(folder);
            write(folder, settled);
          };
      var trainer = trainer(settled, learner, listeners);
      var run = Run.create(out, contents);
      return followed(settled, out, signal -> trainer.train(run, signal));
    }
  }

  @Override
  public TrainedEncoder goOn(Path out, List<String> overrides) {
    var run = Run.open(out);
    var recipe = SelfSupervisedRecipe.RECIPES.read(out.resolve(RECIPE), overrides).settled();
    try (var learner = learner(recipe, out)) {
      var all = new ArrayList<TrainingListener>(listeners);
      all.add(event -> {
        // The state fits the recipe: from here on it is the run's own, however the run ends.
        if (event instanceof TrainingEvent.Started && !overrides.isEmpty()) rewrite(out, recipe);
      });
      var trainer = trainer(recipe, learner, all);
      return followed(recipe, out, signal -> trainer.resume(run, signal));
    }
  }

  private Learner learner(SelfSupervisedRecipe recipe, Path out) {
    Randomness.seed(recipe.seed());
    var data = PictureData.of(recipe.data().pictures(), recipe.data().valid(), recipe.seed());
    progress.accept(
        new Told(
            String.format(
                Locale.ROOT,
                "%,d pictures of %d x %d to learn from, %,d held out",
                data.train().size(),
                data.side(),
                data.side(),
                data.heldOut().size())));
    return Learner.create(recipe, data, out, line -> progress.accept(new Told(line)));
  }

  private static void write(Path folder, SelfSupervisedRecipe recipe) throws IOException {
    AtomicFile.write(folder.resolve(RECIPE), recipe.yaml().getBytes(StandardCharsets.UTF_8));
  }

  private static void rewrite(Path folder, SelfSupervisedRecipe recipe) {
    try {
      write(folder, recipe);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static Trainer<?> trainer(
      SelfSupervisedRecipe recipe, Learner learner, List<TrainingListener> listeners) {
    var all = new ArrayList<>(listeners);
    all.add(learner.watching());
    var criterion =
        switch (recipe.method()) {
          case Method.Masked _ -> Criterion.LOSS;
          case Method.Distilled _ -> Criterion.METRIC;
        };
    return new Trainer<>(learner.task(), recipe.training().config(criterion, recipe.seed()), all);
  }

  private TrainedEncoder followed(
      SelfSupervisedRecipe recipe, Path out, Function<StopSignal, TrainingResult> training) {
    try (var signal = stop.get()) {
      return new TrainedEncoder(out, recipe, training.apply(signal));
    }
  }
}
