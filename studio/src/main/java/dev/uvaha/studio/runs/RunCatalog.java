package dev.uvaha.studio.runs;

import dev.uvaha.studio.folders.ModelFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folders of runs below some others, each looked at anew; numbers are read again only where
/// something was written.
public final class RunCatalog {
  private static final String METRICS = "metrics.jsonl";
  private static final String RECIPE = "recipe.yaml";
  private static final Pattern STEP = Pattern.compile("step-(\\d+)\\.safetensors");
  private static final Pattern ENTRY =
      Pattern.compile("^(task|name): *\"?([^\"#\n]+?)\"? *$", Pattern.MULTILINE);

  /// A run that reports seldom is active for three times as long as its last reports were apart.
  private static final int PATIENCE = 3;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<Path> roots;
  private final Clock clock;
  private final Map<Path, Read> read = new ConcurrentHashMap<>();

  /// What a file said when it was this long and this old.
  private record Read(long size, FileTime written, Metrics metrics) {}

  /// A run's folder, as it was found.
  private record Found(String name, Path folder, Instant written) {}

  /// @param roots folders of runs, or runs themselves; those that are not there have none
  /// @param clock by which a run is recent
  RunCatalog(List<Path> roots, Clock clock) {
    this.roots = List.copyOf(roots);
    this.clock = clock;
  }

  /// With the system's clock.
  public RunCatalog(List<Path> roots) {
    this(roots, Clock.systemUTC());
  }

  /// All of them by name, the last written first.
  List<RunSummary> list() {
    read.keySet().removeIf(file -> !Files.exists(file));
    return found().map(this::summary).toList();
  }

  /// Their folders, the last written first.
  public List<Path> newestFirst() {
    return found().map(Found::folder).toList();
  }

  /// Each looked at once: what is being written would change its place while they are sorted.
  private Stream<Found> found() {
    return folders().entrySet().stream()
        .map(run -> new Found(run.getKey(), run.getValue(), written(run.getValue())))
        .sorted(Comparator.comparing(Found::written).reversed().thenComparing(Found::name));
  }

  /// The folder of a run in the list.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  Path folder(String name) {
    return Optional.ofNullable(folders().get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no run called '" + name + "'"));
  }

  /// The numbers of a run.
  ///
  /// @throws IllegalArgumentException as [#folder]
  Metrics metrics(String name) {
    return metrics(folder(name));
  }

  /// The numbers of the run in this folder; none if it was deleted.
  Metrics metrics(Path run) {
    var file = run.resolve(METRICS);
    try {
      if (!Files.isRegularFile(file)) return new Metrics(List.of());
      var size = Files.size(file);
      var written = Files.getLastModifiedTime(file);
      var before = read.get(file);
      if (before != null && before.size() == size && before.written().equals(written))
        return before.metrics();
      var metrics = Metrics.read(file);
      read.put(file, new Read(size, written, metrics));
      return metrics;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Kept checkpoints by their steps, in order.
  static Map<Long, Path> checkpoints(Path run) {
    var found = new ArrayList<Path>();
    for (var file : children(run.resolve("checkpoints")))
      if (STEP.matcher(file.getFileName().toString()).matches()) found.add(file);
    var checkpoints = new LinkedHashMap<Long, Path>();
    found.stream()
        .sorted(Comparator.comparingLong(RunCatalog::step))
        .forEach(file -> checkpoints.put(step(file), file));
    return checkpoints;
  }

  private static long step(Path checkpoint) {
    var matcher = STEP.matcher(checkpoint.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /// All of them by their names. A name that stands for one folder already gets its root's before
  /// it.
  public Map<String, Path> folders() {
    var folders = new LinkedHashMap<String, Path>();
    for (var root : roots) {
      var inside = isRun(root) ? List.of(root) : children(root);
      for (var folder : inside) {
        if (!isRun(folder)) continue;
        var name = ModelFolders.name(folder);
        if (folders.containsKey(name)) name = ModelFolders.name(root) + "/" + name;
        folders.putIfAbsent(name, folder);
      }
    }
    return folders;
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(METRICS))
        || Files.isRegularFile(folder.resolve("state").resolve("last.safetensors"));
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot read " + folder + ": " + failure.getMessage(), failure);
    }
  }

  private RunSummary summary(Found found) {
    var folder = found.folder();
    var metrics = metrics(folder);
    var idle = Duration.between(found.written(), clock.instant());
    var recipe = recipe(folder);
    return new RunSummary(
        found.name(),
        recipe.getOrDefault("task", ""),
        recipe.getOrDefault("name", ""),
        state(metrics, idle),
        Math.max(0, idle.toSeconds()),
        latest(metrics),
        List.copyOf(checkpoints(folder).keySet()),
        CheckpointAttention.parts(folder));
  }

  private static RunSummary.State state(Metrics metrics, Duration idle) {
    if (metrics.lines().isEmpty()) return RunSummary.State.NEW;
    var seconds = metrics.all("seconds");
    var apart = seconds.size() < 2 ? 0 : seconds.getLast() - seconds.get(seconds.size() - 2);
    var patience = Math.max((double) SOON.toSeconds(), PATIENCE * apart);
    return idle.toSeconds() <= patience ? RunSummary.State.ACTIVE : RunSummary.State.RESTS;
  }

  private static RunSummary.Latest latest(Metrics metrics) {
    var validations = metrics.all("validation_loss");
    var figures = metrics.all("metric");
    return new RunSummary.Latest(
        metrics.latest("step").stream().toList(),
        metrics.latest("seconds").stream().toList(),
        metrics.latest("loss").stream().toList(),
        validations.isEmpty() ? List.of() : List.of(Collections.min(validations)),
        figures.isEmpty() ? List.of() : List.of(Collections.max(figures)));
  }

  private static Instant written(Path folder) {
    try {
      var file = folder.resolve(METRICS);
      return Files.getLastModifiedTime(Files.exists(file) ? file : folder).toInstant();
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot read " + folder + ": " + failure.getMessage(), failure);
    }
  }

  /// The two lines of a recipe that say what it is.
  private static Map<String, String> recipe(Path folder) {
    var file = folder.resolve(RECIPE);
    if (!Files.isRegularFile(file)) return Map.of();
    try {
      var entries = new LinkedHashMap<String, String>();
      var matcher = ENTRY.matcher(Files.readString(file));
      while (matcher.find()) entries.putIfAbsent(matcher.group(1), matcher.group(2));
      return entries;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }
}
