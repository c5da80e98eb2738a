package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.damaged;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// The table at the start of a file: what is in it and where.
///
/// @param entries by name, in the order of the table
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /// Checks that the tensors fill the data exactly: none beyond its end, no two over the same
  /// bytes, no byte without a tensor.
  ///
  /// @param dataBytes what the file holds after its header
  void checkLayout(Path file, long dataBytes) {
    var ordered =
        entries.values().stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList();
    for (var entry : ordered)
      if (entry.end() > dataBytes)
        throw damaged(
            file,
            "tensor %s ends at byte %d of the data, but the file holds %d: it is cut short"
                .formatted(entry.quotedName(), entry.end(), dataBytes));
    var filled = 0L;
    for (var entry : ordered) {
      if (entry.begin() < filled)
        throw damaged(
            file,
            "tensor %s begins at byte %d, inside another that ends at %d"
                .formatted(entry.quotedName(), entry.begin(), filled));
      if (entry.begin() > filled)
        throw damaged(
            file,
            "bytes %d to %d before tensor %s belong to no tensor"
                .formatted(filled, entry.begin(), entry.quotedName()));
      filled = entry.end();
    }
    if (filled != dataBytes)
      throw damaged(
          file, "%d bytes after the last tensor belong to none".formatted(dataBytes - filled));
  }
}
