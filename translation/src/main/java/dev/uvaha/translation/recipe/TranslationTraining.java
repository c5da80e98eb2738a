package dev.uvaha.translation.recipe;

import dev.uvaha.data.TranslationBatch;
import dev.uvaha.files.AtomicFile;
import dev.uvaha.text.Lexicon;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Follows a recipe: from text to a folder that `Translator.load` opens.
///
/// The folder holds `config.json`, `model.safetensors`, `tokenizer.json`, `recipe.yaml` (the whole
/// recipe, defaults settled), `words.txt` if the words are limited, and what a [Run] keeps to be
/// resumed.
public final class TranslationTraining implements RecipeTraining<Recipe, TrainedTranslator> {
  private static final String RECIPE = "recipe.yaml";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String WORDS = "words.txt";

  private final RecipeListener progress;
  private final List<TrainingListener> listeners;
  private final Supplier<StopSignal> stop;

  /// @param progress is told of what comes before the first step, and of translations
  /// @param listeners are told of the training
  /// @param stop is asked for when there is something to save, and closed when all is saved: before
  ///   and after, Ctrl-C ends the process as usual
  public TranslationTraining(
      RecipeListener progress,
      List<? extends TrainingListener> listeners,
      Supplier<StopSignal> stop) {
    this.progress = progress;
    this.listeners = List.copyOf(listeners);
    this.stop = stop;
  }

  /// Trains a translator to the end.
  ///
  /// @throws IllegalArgumentException if the folder holds anything already
  /// @throws RecipeException if the recipe cannot be followed
  /// @throws dev.uvaha.data.CorpusException if its text cannot be used
  /// @throws dev.uvaha.training.TrainingException if training fails
  public static TrainedTranslator start(Recipe recipe, Path out, TrainingListener... listeners) {
    return with(listeners).train(recipe, out);
  }

  /// Takes up a training where its folder's saved state is, and trains to the end.
  ///
  /// @throws IllegalArgumentException as [#start], or if data or tokenizer have changed since
  public static TrainedTranslator resume(Path folder, TrainingListener... listeners) {
    return with(listeners).goOn(folder, List.of());
  }

  private static TranslationTraining with(TrainingListener... listeners) {
    return new TranslationTraining(RecipeListener.silent(), List.of(listeners), StopSignal::new);
  }

  @Override
  public TrainedTranslator train(Recipe recipe, Path out) {
    Run.checkFree(out);
    var settled = recipe.settled();
    var preparation = new Preparation(settled, progress);
    var corpora = RecipeCorpora.open(settled);
    var tokenizer = preparation.tokenizer(corpora.train());
    var learner = Learner.create(settled, corpora, tokenizer, preparation);
    RunContents contents =
        folder -> {
          learner.plan().saveConfig(folder);
          tokenizer.save(folder.resolve(TOKENIZER));
          AtomicFile.write(folder.resolve(RECIPE), settled.yaml().getBytes(StandardCharsets.UTF_8));
          if (corpora.words().isEmpty()) Files.deleteIfExists(folder.resolve(WORDS));
          else Lexicon.of(corpora.words()).save(folder.resolve(WORDS));
        };
    var trainer = trainer(settled, learner, listeners);
    return measured(
        settled, corpora, learner, out, signal -> trainer.train(Run.create(out, contents), signal));
  }

  @Override
  public TrainedTranslator goOn(Path folder, List<String> overrides) {
    var run = Run.open(folder);
    var recipe = Recipe.RECIPES.read(folder.resolve(RECIPE), overrides).settled();
    var preparation = new Preparation(recipe, progress);
    var corpora = RecipeCorpora.open(recipe);
    var learner = Learner.create(recipe, corpora, tokenizer(folder), preparation);
    if (!learner.plan().isIn(folder))
      throw new RecipeException(
          "%s holds another model than the recipe asks for: resume without changing it, or choose another folder"
              .formatted(folder));
    var all = new ArrayList<TrainingListener>(listeners);
    all.add(event -> {
      // The state fits the recipe: from here on it is the run's own, however the run ends.
      if (event instanceof TrainingEvent.Started && !overrides.isEmpty()) rewrite(folder, recipe);
    });
    var trainer = trainer(recipe, learner, all);
    return measured(recipe, corpora, learner, folder, signal -> trainer.resume(run, signal));
  }

  private static Trainer<TranslationBatch> trainer(
      Recipe recipe, Learner learner, List<TrainingListener> listeners) {
    return new Trainer<>(learner.task(), recipe.training().config(recipe.seed()), listeners);
  }

  private TrainedTranslator measured(
      Recipe recipe,
      RecipeCorpora corpora,
      Learner learner,
      Path folder,
      Function<StopSignal, TrainingResult> training) {
    TrainingResult result;
    var signal = stop.get();
    try (signal) {
      result = training.apply(signal);
    }
    if (result.ending() != Ending.STOPPED && corpora.test().isPresent())
      progress.on(new RecipeEvent.Measuring(folder, recipe.data().test()));
    if (signal.isRequested()) return new TrainedTranslator(folder, recipe, result, List.of());
    var figures =
        corpora.test().stream()
            .flatMap(test -> TestFigures.of(test, recipe, learner.translations()).stream())
            .toList();
    return new TrainedTranslator(folder, recipe, result, figures);
  }

  private static Tokenizer tokenizer(Path folder) {
    try {
      return Tokenizer.load(folder.resolve(TOKENIZER));
    } catch (IOException failure) {
      throw new RecipeException(
          "cannot resume %s: %s".formatted(folder, failure.getMessage()), failure);
    }
  }

  private static void rewrite(Path folder, Recipe recipe) {
    try {
      AtomicFile.write(folder.resolve(RECIPE), recipe.yaml().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
