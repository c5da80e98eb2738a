package dev.uvaha.training;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder of a training: plain files, each written aside and renamed.
///
/// | file | what |
/// |---|---|
/// | `model.safetensors` | the weights to use: the best validated, or their average if that is better |
/// | `average.safetensors` | the mean of the kept checkpoints, written at the end |
/// | `checkpoints/step-N.safetensors` | the kept checkpoints |
/// | `state/last.safetensors` | all that resuming needs |
/// | `state/lock` | empty; held while a training works here |
/// | `metrics.jsonl` | reports and validations, an object a line |
/// | `events.out.tfevents.*` | the same for TensorBoard |
///
/// `config.json`, `tokenizer.json` and the like are the caller's, by [RunContents].
public final class Run {
  private static final String CHECKPOINTS = "checkpoints";

  private final Path folder;

  private Run(Path folder) {
    this.folder = folder;
  }

  /// Begins a run in a folder, made if need be.
  ///
  /// @throws IllegalArgumentException if the folder is not free
  /// @throws TrainingException if it cannot be written
  public static Run create(Path folder, RunContents contents) {
    checkFree(folder);
    var run = new Run(folder);
    try {
      Files.createDirectories(folder.resolve(CHECKPOINTS));
      Files.createDirectories(run.state().resolveSibling(""));
      contents.writeTo(folder);
    } catch (IOException failure) {
      throw failed("write", folder, failure);
    }
    return run;
  }

  /// Checks that a run may begin in a folder: that it is empty, or can be made. Nothing is written;
  /// ask it before costly preparations.
  ///
  /// @throws IllegalArgumentException if the folder holds anything, is a file or cannot be made
  /// @throws TrainingException if it cannot be read
  public static void checkFree(Path folder) {
    checkWritable(folder);
    if (!Files.exists(folder)) return;
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(folder + " is a file: choose a folder");
    if (new Run(folder).isResumable())
      throw new IllegalArgumentException(
          folder + " holds a run already: resume it, or choose another folder");
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent())
        throw new IllegalArgumentException(
            folder + " is not empty, and holds no run to resume: choose another folder");
    } catch (IOException failure) {
      throw failed("read", folder, failure);
    }
  }

  private static void checkWritable(Path folder) {
    var there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
    if (!Files.isDirectory(there) && !there.equals(folder.toAbsolutePath()))
      throw new IllegalArgumentException(
          "%s cannot be made: %s is a file; choose another folder".formatted(folder, there));
    if (!Files.isWritable(there))
      throw new IllegalArgumentException(
          "%s cannot be written to: choose another folder than %s".formatted(there, folder));
  }

  /// A run that was begun before, to resume it. What was half written when it was killed is
  /// deleted.
  ///
  /// @throws TrainingException if there is none, its folder cannot be written, or another training
  ///   works in it
  public static Run open(Path folder) {
    var run = new Run(folder);
    if (!run.isResumable())
      throw new TrainingException(
          "%s has no saved state (%s): there is nothing to resume; train without resuming"
              .formatted(folder, run.state()));
    try (var _ = RunLock.take(run)) {
      for (var holder :
          List.of(folder, run.state().resolveSibling(""), folder.resolve(CHECKPOINTS)))
        AtomicFile.tidy(holder);
    } catch (IOException failure) {
      throw failed("tidy", folder, failure);
    }
    return run;
  }

  private boolean isResumable() {
    return Files.exists(state());
  }

  public Path folder() {
    return folder;
  }

  /// The weights to use.
  public Path model() {
    return folder.resolve("model.safetensors");
  }

  /// The mean of the kept checkpoints.
  public Path average() {
    return folder.resolve("average.safetensors");
  }

  /// All that resuming needs.
  public Path state() {
    return folder.resolve("state").resolve("last.safetensors");
  }

  /// Reports and validations as JSON lines.
  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  /// The weights after a step, if they were kept.
  public Path checkpoint(long step) {
    return folder.resolve(CHECKPOINTS).resolve("step-" + step + ".safetensors");
  }

  /// Deletes the checkpoints of all other steps.
  void keepOnly(List<Long> steps) {
    var kept = steps.stream().map(this::checkpoint).toList();
    try (var files = Files.list(folder.resolve(CHECKPOINTS))) {
      for (var file : files.toList()) if (!kept.contains(file)) Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw failed("tidy", folder, failure);
    }
  }

  static TrainingException failed(String verb, Path file, Exception failure) {
    var message = failure.getMessage();
    var reason = message == null ? failure.getClass().getSimpleName() : message;
    var again = "cannot write " + file + ": "; // as AtomicFile begins
    return new TrainingException(
        "cannot %s %s (%s): free some space or choose another folder; what was saved before is intact"
            .formatted(
                verb, file, reason.startsWith(again) ? reason.substring(again.length()) : reason),
        failure);
  }
}
