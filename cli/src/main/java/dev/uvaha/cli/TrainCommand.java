package dev.uvaha.cli;

import dev.uvaha.cli.TrainingKind.Ended;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.training.recipe.RecipeTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Trains a model by a recipe.
@Command(
    name = "train",
    description =
        "Train a translator, a language model, or a classifier of texts or pictures by a recipe: a shipped one by name, or a YAML file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha train parallel --set data.train=pairs.tsv.gz --out runs/mine",
      "  uvaha train jdk-prose          a small GPT, from the JDK's own comments",
      "  uvaha train vit                a classifier of drawn shapes",
      "  uvaha train mae                an encoder of pictures, without labels",
      "  uvaha train vit --set model.from=runs/mae --set model.patch=4  begins from it",
      "  uvaha train runs/mine --resume --set training.limits.minutes=600",
      "  uvaha train en-uk-grammar      the embedded model, made again",
      "  uvaha train mine.yaml --set training.limits.minutes=30 --set seed=2",
      "",
      "Ctrl-C saves and stops; --resume goes on as if it had never stopped, by the",
      "recipe that the folder holds: only --set changes anything then. The folder is",
      "what 'translate --model' or 'generate --model' takes; TensorBoard reads it too."
    })
final class TrainCommand implements Callable<Integer> {
  /// As of a program that Ctrl-C ended.
  private static final int INTERRUPTED = 130;

  private static final String RECIPE = "recipe.yaml";

  private final Console console;

  /// The names that help shows and the shell completes.
  static final class ShippedRecipes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return shipped().iterator();
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
                .formatted(folder.resolve(RECIPE), recipe));
      var kind = kindOf(folder.resolve(RECIPE));
      return report(follow(kind, around -> kind.goOn(folder, settings, around)));
    }
    var kind = kind();
    return report(
        follow(
            kind,
            around ->
                kind.train(
                    recipe, settings, name -> out.orElseGet(() -> Path.of("runs", name)), around)));
  }

  private Path folderToResume() {
    return Files.isDirectory(Path.of(recipe))
        ? Path.of(recipe)
        : Path.of("runs", kind().recipes().nameOf(recipe, settings));
  }

  /// Of the recipe that is named.
  private TrainingKind<?, ?> kind() {
    for (var kind : TrainingKinds.ALL) if (kind.recipes().shipped().contains(recipe)) return kind;
    var file = Path.of(recipe);
    if (Files.isRegularFile(file)) return kindOf(file);
    throw new RecipeException(
        "%s: no such recipe file; the shipped recipes are %s"
            .formatted(recipe, String.join(", ", shipped().toList())));
  }

  /// Of a recipe's file; where there is none, whoever follows it says so.
  private static TrainingKind<?, ?> kindOf(Path file) {
    if (!Files.isRegularFile(file)) return TrainingKinds.ALL.getFirst();
    var tree = RecipeTree.read(file);
    var task = tree.text("task").orElse(TrainingKinds.ALL.getFirst().recipes().task());
    return TrainingKinds.ALL.stream()
        .filter(kind -> kind.recipes().task().equals(task))
        .findFirst()
        .orElseThrow(() ->
            new RecipeException(
                "%s: must be one of %s, got '%s'"
                    .formatted(
                        tree.where("task"),
                        TrainingKinds.ALL.stream()
                            .map(each -> each.recipes().task())
                            .collect(Collectors.joining(", ")),
                        task)));
  }

  private static Stream<String> shipped() {
    return TrainingKinds.ALL.stream().flatMap(kind -> kind.recipes().shipped().stream());
  }

  private Ended follow(TrainingKind<?, ?> kind, Function<TrainingKind.Surroundings, Ended> way) {
    try (var view = new TrainingView(console, kind.metric())) {
      return way.apply(new TrainingKind.Surroundings(view, this::onInterrupt));
    }
  }

  private StopSignal onInterrupt() {
    return StopSignal.onInterrupt(
        () -> console.note("uvaha: stopping after this step; Ctrl-C again ends at once, unsaved"));
  }

  private int report(Ended ended) {
    var step = String.format(Locale.ROOT, "%,d", ended.result().step());
    if (ended.result().ending() == Ending.STOPPED) {
      console.note(
          "uvaha: stopped at step %s and saved; to go on: uvaha train %s --resume"
              .formatted(step, ended.folder()));
      return INTERRUPTED;
    }
    ended.lines().subList(0, ended.lines().size() - 1).forEach(console::print);
    console.print("trained in %s steps; %s".formatted(step, ended.lines().getLast()));
    return 0;
  }
}
