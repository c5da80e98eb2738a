package dev.uvaha.nn.safetensors;

import dev.uvaha.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/// Writes safetensors files.
public final class Safetensors {
  private Safetensors() {}

  /// Writes tensors of any device and order under their names, each in its own type.
  ///
  /// The bytes are those of the reference writer. They are written aside, forced to the disk and
  /// renamed, so that a reader sees the old file or the new one, never half of one.
  ///
  /// @param metadata notes for whoever reads it; may be empty
  /// @throws IllegalArgumentException if a tensor is named `__metadata__`
  /// @throws java.io.UncheckedIOException if the disk does not take it; what was there stays
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
    var items = new ArrayList<FileWriter.Item>();
    tensors.forEach(
        (name, tensor) -> items.add(new FileWriter.Item(name, tensor, tensor.dataType())));
    FileWriter.write(path, items, metadata);
  }
}
