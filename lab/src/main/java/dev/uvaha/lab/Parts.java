package dev.uvaha.lab;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The finished parts of an experiment, each a JSON file: what was done once is not done again.
///
/// @param folder of this experiment at this scale
public record Parts(Path folder) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();
  private static final String STUDY = "study.txt";

  /// The parts in a folder, made if need be.
  ///
  /// @param study what they belong to; parts of another study are not mixed in
  /// @throws IllegalArgumentException if the folder has parts of another study
  public static Parts open(Path folder, String study) {
    var file = folder.resolve(STUDY);
    try {
      if (Files.exists(file)) {
        var found = Files.readString(file).strip();
        if (!found.equals(study) && isWithoutParts(folder)) write(file, study);
        else if (!found.equals(study))
          throw new IllegalArgumentException(
              "%s holds parts of another study (%s, not %s): choose another folder"
                  .formatted(folder, found, study));
      } else {
        Files.createDirectories(folder);
        write(file, study);
      }
      return new Parts(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write to " + folder + ": " + failure.getMessage(), failure);
    }
  }

  private static void write(Path file, String study) throws IOException {
    AtomicFile.write(file, (study + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// A study that failed before its first part leaves nothing that another could mix with.
  private static boolean isWithoutParts(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.allMatch(file -> file.endsWith(STUDY));
    }
  }

  /// Whether a folder is one of parts.
  public static boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(STUDY));
  }

  /// A part's result, read if it is there, otherwise made and kept.
  ///
  /// @param name file-name characters
  public <R extends Record> R get(String name, Class<R> type, Supplier<R> work) {
    var file = folder.resolve(name + ".json");
    try {
      if (Files.exists(file)) return JSON.readValue(Files.readAllBytes(file), type);
      var made = work.get();
      AtomicFile.write(file, JSON.writeValueAsBytes(made));
      return made;
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          file + ": not the part that it should be; delete it, and it will be made again", damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /// A folder for what a part needs while it is made, such as a training.
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /// Whether a training in a part's folder has a saved state to go on from.
  public boolean isBegun(String name) {
    return Files.exists(folder(name).resolve("state").resolve("last.safetensors"));
  }

  /// Empties a part's folder of what was left there before the first saved state.
  public void clear(String name) {
    var training = folder(name);
    if (!Files.exists(training)) return;
    try (var files = Files.walk(training)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
