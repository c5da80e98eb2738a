package dev.uvaha.pretraining;

import dev.uvaha.data.TextCorpus;
import dev.uvaha.data.TokenFile;
import dev.uvaha.data.TokenWindows;
import dev.uvaha.files.AtomicFile;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.LanguageModelTask;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.recipe.PreparationEvent;
import dev.uvaha.training.recipe.PreparationEvent.Advanced;
import dev.uvaha.training.recipe.PreparationEvent.Stage;
import dev.uvaha.training.recipe.PreparationEvent.Told;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Follows a recipe: from text to a language model's folder.
///
/// The folder is one of Hugging Face (`config.json`, `generation_config.json`, `model.safetensors`,
/// `tokenizer.json`), and holds `recipe.yaml` (the whole recipe, defaults settled), the text's
/// tokens (`tokens/train.tokens`, `tokens/valid.tokens`) and what a [Run] keeps to be resumed. The
/// text itself is not needed to resume.
public final class Pretraining implements RecipeTraining<PretrainingRecipe, TrainedModel> {
  private static final String RECIPE = "recipe.yaml";
  private static final String TOKENIZER = "tokenizer.json";

  private final Consumer<PreparationEvent> progress;
  private final List<TrainingListener> listeners;
  private final Supplier<StopSignal> stop;

  /// @param progress is told of what comes before the first step
  /// @param listeners are told of the training
  /// @param stop is asked for when there is something to save, and closed when all is saved
  public Pretraining(
      Consumer<PreparationEvent> progress,
      List<? extends TrainingListener> listeners,
      Supplier<StopSignal> stop) {
    this.progress = progress;
    this.listeners = List.copyOf(listeners);
    this.stop = stop;
  }

  /// Trains a model to the end.
  ///
  /// @throws IllegalArgumentException if the folder holds anything already
  /// @throws RecipeException if the recipe cannot be followed
  /// @throws dev.uvaha.data.CorpusException if its text cannot be used
  /// @throws dev.uvaha.training.TrainingException if training fails
  public static TrainedModel start(
      PretrainingRecipe recipe, Path out, TrainingListener... listeners) {
    return with(listeners).train(recipe, out);
  }

  /// Takes up a training where its folder's saved state is, and trains to the end.
  ///
  /// @throws IllegalArgumentException as [#start], or if recipe and folder do not fit any more
  public static TrainedModel resume(Path folder, TrainingListener... listeners) {
    return with(listeners).goOn(folder, List.of());
  }

  private static Pretraining with(TrainingListener... listeners) {
    return new Pretraining(_ -> {}, List.of(listeners), StopSignal::new);
  }

  @Override
  public TrainedModel train(PretrainingRecipe recipe, Path out) {
    Run.checkFree(out);
    var settled = recipe.settled();
    var corpora = TextCorpora.open(settled);
    var tokenizer = Vocabularies.of(settled, corpora, progress);
    tell("tokenizer: " + counted(tokenizer.vocabularySize()) + " tokens");
    var separator = Vocabularies.separator(settled, tokenizer);
    RunContents contents =
        folder ->
            orDelete(
                folder,
                () -> {
                  tokenizer.save(folder.resolve(TOKENIZER));
                  write(folder.resolve(RECIPE), settled.yaml());
                  write(folder.resolve("generation_config.json"), generation(separator));
                  encode(tokens(folder, "train"), corpora.train(), tokenizer, separator);
                  encode(tokens(folder, "valid"), corpora.valid(), tokenizer, separator);
                  return folder;
                });
    var run = Run.create(out, contents);
    var trainer = orDelete(out, () -> trainer(settled, task(settled, out, tokenizer), listeners));
    return followed(settled, out, signal -> trainer.train(run, signal));
  }

  /// What is refused before the first step leaves no folder behind: there is nothing to resume.
  private static <T> T orDelete(Path folder, Preparation<T> preparation) {
    try {
      return preparation.make();
    } catch (IllegalArgumentException unusable) {
      delete(folder, unusable);
      throw unusable;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private interface Preparation<T> {
    T make() throws IOException;
  }

  @Override
  public TrainedModel goOn(Path folder, List<String> overrides) {
    var run = Run.open(folder);
    var recipe = PretrainingRecipe.RECIPES.read(folder.resolve(RECIPE), overrides).settled();
    var tokenizer = Vocabularies.read(folder.resolve(TOKENIZER));
    var task = task(recipe, folder, tokenizer);
    var all = new ArrayList<TrainingListener>(listeners);
    all.add(event -> {
      // The state fits the recipe: from here on it is the run's own, however the run ends.
      if (event instanceof TrainingEvent.Started && !overrides.isEmpty())
        rewrite(folder.resolve(RECIPE), recipe);
    });
    var trainer = trainer(recipe, task, all);
    return followed(recipe, folder, signal -> trainer.resume(run, signal));
  }

  private static void delete(Path folder, RuntimeException reason) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException failure) {
      reason.addSuppressed(failure);
    }
  }

  private void encode(Path file, TextCorpus corpus, Tokenizer tokenizer, OptionalInt separator) {
    var tokens =
        TokenFile.write(
            file,
            corpus,
            tokenizer,
            separator,
            done -> progress.accept(new Advanced(Stage.ENCODING, done, "tokens", 0)));
    tell(
        "%s: %s tokens of %s bytes"
            .formatted(file.getFileName(), counted(tokens.size()), counted(tokens.textBytes())));
  }

  private LanguageModelTask task(PretrainingRecipe recipe, Path folder, Tokenizer tokenizer) {
    var windows = recipe.data().windows();
    var train = TokenFile.open(tokens(folder, "train"));
    var valid = TokenFile.open(tokens(folder, "valid"));
    Randomness.seed(recipe.seed());
    var plan = recipe.model().plan(tokenizer.vocabularySize());
    CausalTransformer model = plan.create();
    tell("model: " + counted(model.parameterCount()) + " parameters");
    return new LanguageModelTask(
        model,
        new TokenWindows(train, windows.rows(), windows.length(), windows.order(), recipe.seed()),
        new TokenWindows(valid, windows.rows(), windows.length(), windows.order(), 0),
        recipe.training().validation().batches(),
        recipe.training().step().activations(),
        new HubFormat(plan));
  }

  private static Trainer<?> trainer(
      PretrainingRecipe recipe, LanguageModelTask task, List<TrainingListener> listeners) {
    return new Trainer<>(task, recipe.training().config(recipe.seed()), listeners);
  }

  private TrainedModel followed(
      PretrainingRecipe recipe, Path folder, Function<StopSignal, TrainingResult> training) {
    try (var signal = stop.get()) {
      return new TrainedModel(folder, recipe, training.apply(signal));
    }
  }

  private static Path tokens(Path folder, String name) {
    return folder.resolve("tokens").resolve(name + ".tokens");
  }

  private static String generation(OptionalInt separator) {
    return separator.isEmpty()
        ? "{}"
        : JsonMapper.shared()
            .writeValueAsString(
                java.util.Map.of(
                    "bos_token_id", separator.getAsInt(), "eos_token_id", separator.getAsInt()));
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void rewrite(Path file, PretrainingRecipe recipe) {
    try {
      write(file, recipe.yaml());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void tell(String line) {
    progress.accept(new Told(line));
  }

  private static String counted(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
