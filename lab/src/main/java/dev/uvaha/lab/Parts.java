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
        if (!found.equals(study))
          throw new IllegalArgumentException(
              "%s holds parts of another study (%s, not %s): choose another folder"
                  .formatted(folder, found, study));
      } else {
        Files.createDirectories(folder);
        AtomicFile.write(file, (study + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return new Parts(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write to " + folder + ": " + failure.getMessage(), failure);
    }
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

  /// Whether a training in a part's folder has a saved state to go on from. If not, the folder is
  /// emptied of what was left there before the first one.
  public boolean canGoOn(String name) {
    var training = folder(name);
    if (Files.exists(training.resolve("state").resolve("last.safetensors"))) return true;
    if (!Files.exists(training)) return false;
    try (var files = Files.walk(training)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
    return false;
  }
}
