package dev.uvaha.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The latest result of each contest, as JSON with every run in it.
///
/// @param path where it is, or will be
record ResultsFile(Path path) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// What it holds; nothing if there is no such file yet.
  List<ContestResult> read() {
    return Files.exists(path)
        ? JSON.readValue(path.toFile(), new TypeReference<List<ContestResult>>() {})
        : List.of();
  }

  /// Puts newer results in the place of those of the same contests, in the order of `names`.
  ///
  /// @return all that it holds now
  List<ContestResult> update(List<ContestResult> newer, List<String> names) throws IOException {
    var all = new ArrayList<>(newer);
    for (var former : read())
      if (newer.stream().noneMatch(result -> result.name().equals(former.name()))) all.add(former);
    all.sort((a, b) -> Integer.compare(names.indexOf(a.name()), names.indexOf(b.name())));
    Files.createDirectories(path.toAbsolutePath().getParent());
    var part = path.resolveSibling(path.getFileName() + ".part");
    Files.writeString(part, JSON.writeValueAsString(all) + "\n");
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return all;
  }
}
