package dev.uvaha.nn.safetensors;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Named tensors on disk, in one file or in several.
///
/// ```java
/// try (var checkpoint = Checkpoint.open(folder)) {
///   Weights.load(model, checkpoint);
/// }
/// ```
///
/// Reading is safe from several threads. A tensor taken from here stays valid after [#close].
public interface Checkpoint extends AutoCloseable {
  /// Opens a safetensors file; or an index of shards (`….safetensors.index.json`); or the
  /// `model.safetensors` or `model.safetensors.index.json` of a folder.
  ///
  /// @throws InvalidCheckpointException if the content is not what the format allows
  /// @throws UncheckedIOException if it can't be read
  static Checkpoint open(Path path) {
    if (Files.isDirectory(path)) {
      var whole = path.resolve(FileNames.WHOLE);
      var index = path.resolve(FileNames.INDEX);
      if (Files.exists(whole)) return SafetensorsFile.open(whole);
      if (Files.exists(index)) return ShardedFiles.open(index);
      throw new UncheckedIOException(
          new NoSuchFileException(
              path + ": the folder has no model.safetensors and no model.safetensors.index.json"));
    }
    return path.toString().endsWith(".index.json")
        ? ShardedFiles.open(path)
        : SafetensorsFile.open(path);
  }

  /// The file that was opened, for messages.
  Path path();

  /// What is in it, in the order of the files.
  Set<String> names();

  /// What the writer noted beside the tensors.
  Map<String, String> metadata();

  /// The sizes of a tensor.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  Shape shape(String name);

  /// The type of a tensor.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  DataType dataType(String name);

  /// A tensor on the CPU, over the file's own memory where that allows. Changing it changes nothing
  /// on disk.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  /// @throws IllegalStateException if this is closed
  Tensor tensor(String name);

  /// Copies a tensor's values into another of its shape, on any device, converted to its type.
  ///
  /// @throws IllegalArgumentException if there is none of this name, or of another shape
  /// @throws IllegalStateException if this is closed
  void copyTo(String name, Tensor target);

  /// Lets go of the files; their memory goes with the last tensor over it.
  @Override
  void close();
}
