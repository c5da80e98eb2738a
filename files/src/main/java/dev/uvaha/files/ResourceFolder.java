package dev.uvaha.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A model inside a jar: laid out in a folder of its own for as long as it takes to read.
///
/// @param beside the class beside which the folder stands
/// @param name of the folder
/// @param files that it holds
public record ResourceFolder(Class<?> beside, String name, List<String> files) {
  public ResourceFolder {
    files = List.copyOf(files);
  }

  /// Lays it out, reads it and deletes what was laid out.
  ///
  /// @throws UncheckedIOException if the temporary folder does not take it
  public <R> R open(Function<Path, R> reader) {
    try {
      var folder = Files.createTempDirectory("uvaha-" + name);
      try {
        for (var file : files) copy(file, folder.resolve(file));
        return reader.apply(folder);
      } finally {
        for (var file : files) Files.deleteIfExists(folder.resolve(file));
        Files.deleteIfExists(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot lay out the embedded model in the temporary folder: " + failure.getMessage(),
          failure);
    }
  }

  private void copy(String file, Path target) throws IOException {
    try (var stream = beside.getResourceAsStream(name + "/" + file)) {
      if (stream == null) throw new IllegalStateException("the embedded model lacks " + file);
      Files.copy(stream, target);
    }
  }
}
