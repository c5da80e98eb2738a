package dev.uvaha.cli;

import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TrainedTranslator;
import dev.uvaha.translation.recipe.TranslationTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Trains a translator by a recipe.
@Command(
    name = "train",
    description = "Train a translator by a recipe: a shipped one by name, or a YAML file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha train parallel --set data.train=pairs.tsv.gz --out runs/mine",
      "  uvaha train runs/mine --resume --set training.limits.minutes=600",
      "  uvaha train en-uk-grammar      the embedded model, made again",
      "  uvaha train mine.yaml --set training.limits.minutes=30 --set seed=2",
      "",
      "Ctrl-C saves and stops; --resume goes on as if it had never stopped, by the",
      "recipe that the folder holds: only --set changes anything then. The folder is",
      "what 'translate --model' takes; TensorBoard reads it too."
    })
final class TrainCommand implements Callable<Integer> {
  /// As of a program that Ctrl-C ended.
  private static final int INTERRUPTED = 130;

  private final Console console;

  /// The names that help shows and the shell completes.
  static final class ShippedRecipes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipe.shipped().iterator();
    }
  }

  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = ShippedRecipes.class,
      description =
          "A shipped recipe (${COMPLETION-CANDIDATES}) or a file; with --resume also the run's"
              + " folder.")
  private String recipe = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change the recipe, such as training.limits.minutes=30; may come often.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the run. Default: runs/NAME, by the recipe's name.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--resume", description = "Go on with the run that is in the folder.")
  private boolean resumes;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (resumes) {
      var folder = out.orElseGet(this::folderToResume);
      if (Files.isRegularFile(Path.of(recipe)))
        console.note(
            "uvaha: going on by %s; what has changed in %s counts only by --set"
                .formatted(folder.resolve("recipe.yaml"), recipe));
      return report(follow(training -> training.goOn(folder, settings)), folder);
    }
    var followed = Recipe.named(recipe, settings);
    var folder = out.orElseGet(() -> defaultFolder(followed.name()));
    return report(follow(training -> training.train(followed, folder)), folder);
  }

  private Path folderToResume() {
    return Files.isDirectory(Path.of(recipe))
        ? Path.of(recipe)
        : defaultFolder(Recipe.nameOf(recipe, settings));
  }

  private static Path defaultFolder(String name) {
    return Path.of("runs", name);
  }

  private TrainedTranslator follow(Function<TranslationTraining, TrainedTranslator> way) {
    try (var view = new TrainingView(console)) {
      return way.apply(new TranslationTraining(view::on, List.of(view), this::onInterrupt));
    }
  }

  private StopSignal onInterrupt() {
    return StopSignal.onInterrupt(
        () -> console.note("uvaha: stopping after this step; Ctrl-C again ends at once, unsaved"));
  }

  private int report(TrainedTranslator trained, Path folder) {
    var step = String.format(Locale.ROOT, "%,d", trained.training().step());
    if (trained.training().ending() == Ending.STOPPED) {
      console.note(
          "uvaha: stopped at step %s and saved; to go on: uvaha train %s --resume"
              .formatted(step, folder));
      return INTERRUPTED;
    }
    trained.test().forEach(figures -> EvaluationText.lines(figures).forEach(console::print));
    console.print(
        "trained in %s steps; use it by: uvaha translate --model %s TEXT".formatted(step, folder));
    return 0;
  }
}
