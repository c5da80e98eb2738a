package dev.uvaha.studio.layers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A table that the lab printed, as `docs/lab.md` records it: the page shows measured figures from
/// there rather than figures of its own.
///
/// @param title the line above it
/// @param header the names of its columns
/// @param rows as many cells each
record LabTable(String title, List<String> header, List<List<String>> rows) {
  private static final String FILE = "lab.md";
  private static final Pattern GAP = Pattern.compile(" {2,}");

  /// The tables in the section of layers; none if the record is not there.
  static List<LabTable> ofLayers() {
    try (var stream = LabTable.class.getResourceAsStream(FILE)) {
      if (stream == null) return List.of();
      return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8), "Layers");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The tables in a section: blocks of lines in its code, of a title, a header and indented rows,
  /// with two spaces or more between cells.
  ///
  /// @param section a heading of level 2
  static List<LabTable> read(String markdown, String section) {
    var tables = new ArrayList<LabTable>();
    var block = new ArrayList<String>();
    var inSection = false;
    for (var line : (markdown + "\n\n").lines().toList()) {
      if (line.startsWith("## ")) inSection = line.equals("## " + section);
      if (!inSection) continue;
      if (line.isBlank() || line.startsWith("```")) {
        table(block).ifPresent(tables::add);
        block.clear();
      } else {
        block.add(line);
      }
    }
    return List.copyOf(tables);
  }

  private static Optional<LabTable> table(List<String> block) {
    if (block.size() < 3 || block.stream().skip(1).anyMatch(line -> !line.startsWith("  ")))
      return Optional.empty();
    var cells = block.stream().skip(1).map(LabTable::cells).toList();
    var columns = cells.getFirst().size();
    if (columns < 2 || cells.stream().anyMatch(row -> row.size() != columns))
      return Optional.empty();
    return Optional.of(
        new LabTable(block.getFirst(), cells.getFirst(), cells.subList(1, cells.size())));
  }

  private static List<String> cells(String line) {
    return Arrays.asList(GAP.split(line.strip()));
  }
}
