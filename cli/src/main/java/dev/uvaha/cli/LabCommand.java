package dev.uvaha.cli;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.ParallelText;
import dev.uvaha.lab.Parts;
import dev.uvaha.lab.StoppedException;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.catalog.Experiments;
import dev.uvaha.lab.report.LabReport;
import dev.uvaha.lab.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs an experiment of the lecture.
@Command(
    name = "lab",
    description = "Run an experiment of the lecture: a table, plots and verdicts.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha lab                       which experiments there are",
      "  uvaha lab toy --quick           a minute or two",
      "  uvaha lab toy --seeds 3 --out runs/toy",
      "  uvaha lab bottleneck --train train.tsv.gz --test test.tsv.gz",
      "",
      "The folder gets index.html, results.json, and SVG and CSV files. Stopped by",
      "Ctrl-C, the same command goes on where it was."
    })
final class LabCommand implements Callable<Integer> {
  private static final int SEEDS = 1;
  private static final String PARTS = "parts";
  private static final int INTERRUPTED = 130;

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The experiment; without it, all are listed.",
      completionCandidates = Names.class)
  private Optional<String> name = Optional.empty();

  @Option(names = "--quick", description = "Do less: a first look.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Run each part with the seeds 1 to N. Default: ${DEFAULT-VALUE}.")
  private int seeds = SEEDS;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the results go. Default: runs/lab/NAME, with the text's name and -quick if given.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Parallel text of your own, source TAB target a line, for bottleneck.")
  private Optional<Path> train = Optional.empty();

  @Option(names = "--test", paramLabel = "FILE", description = "What to measure it on.")
  private Optional<Path> test = Optional.empty();

  @Option(names = "--json", description = "Print results.json instead of tables.")
  private boolean json;

  LabCommand(Console console) {
    this.console = console;
  }

  /// The names, for shell completion.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.all().stream().map(Experiment::name).iterator();
    }
  }

  @Override
  public Integer call() {
    if (name.isEmpty()) {
      list();
      return 0;
    }
    var experiment = Experiments.named(name.get()).orElseThrow(() -> unknown(name.get()));
    var folder = out.orElseGet(() -> Path.of("runs", "lab", folderName(experiment)));
    var scale = quick ? Scale.QUICK : Scale.FULL;
    var numbers = Study.seeds(seeds);
    if (seeds != SEEDS && !experiment.seeded())
      throw new IllegalArgumentException(
          "no seed changes %s: leave --seeds out".formatted(experiment.name()));
    var data = data(experiment);
    checkFree(folder);
    var parts = Parts.open(folder.resolve(PARTS), study(experiment, scale, data));
    LabReport report;
    try {
      report = run(experiment, scale, numbers, data, parts);
    } catch (StoppedException stopped) {
      console.note("uvaha: " + stopped.getMessage() + "; the same command goes on there");
      return INTERRUPTED;
    }
    report.write(folder);
    if (json) console.print(report.json().stripTrailing());
    else TextReport.lines(report.findings()).forEach(console::print);
    console.note("uvaha: wrote " + folder.resolve("index.html"));
    return 0;
  }

  /// A run on a text of the user's own does not stand where that on the grammar does.
  private String folderName(Experiment experiment) {
    var own = train.map(file -> "-" + file.getFileName().toString().replaceFirst("\\..*", ""));
    return experiment.name() + own.orElse("") + (quick ? "-quick" : "");
  }

  private LabReport run(
      Experiment experiment,
      Scale scale,
      List<Long> seeds,
      Optional<ParallelText> data,
      Parts parts) {
    try (var watch = new LabWatch(console)) {
      var study = new Study(scale, seeds, data, parts, watch);
      return new LabReport(experiment, study, experiment.run(study));
    }
  }

  /// Results are not written over what is something else's.
  private static void checkFree(Path folder) {
    if (!Files.exists(folder) || Parts.areIn(folder.resolve(PARTS))) return;
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(folder + " is a file: choose a folder");
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent())
        throw new IllegalArgumentException(
            folder + " is not empty, and holds no experiment: choose another folder");
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read " + folder, unreadable);
    }
  }

  /// What parts belong to: the experiment, its scale, and the text as it is now.
  private static String study(Experiment experiment, Scale scale, Optional<ParallelText> data) {
    return Stream.concat(
            Stream.of(experiment.name(), scale.name().toLowerCase(Locale.ROOT)),
            data.stream().flatMap(text -> Stream.of(text.train(), text.test()).map(LabCommand::as)))
        .collect(Collectors.joining(", "));
  }

  private static String as(Path file) {
    try {
      return "%s of %,d bytes, %s"
          .formatted(file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read " + file, unreadable);
    }
  }

  private Optional<ParallelText> data(Experiment experiment) {
    if (train.isPresent() && !experiment.takesText())
      throw new IllegalArgumentException(
          "--train and --test are for bottleneck; %s takes no text".formatted(experiment.name()));
    if (train.isPresent() != test.isPresent())
      throw new IllegalArgumentException("--train and --test belong together: give both");
    return train.flatMap(learnt -> test.map(measured -> new ParallelText(learnt, measured)));
  }

  private void list() {
    for (var experiment : Experiments.all())
      console.print(String.format(Locale.ROOT, "%-12s %s", experiment.name(), experiment.title()));
  }

  private static IllegalArgumentException unknown(String name) {
    var names = Experiments.all().stream().map(Experiment::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "there is no experiment '%s'; there are: %s".formatted(name, names));
  }
}
