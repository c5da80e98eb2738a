package dev.uvaha.lab;

import java.util.List;

/// A table as it is shown.
///
/// @param name of its CSV file, without the ending
/// @param title for people
public record Table(String name, String title, List<String> header, List<List<String>> rows) {
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (var row : rows)
      if (row.size() != header.size())
        throw new IllegalArgumentException(
            "table %s: a row needs %d cells, got %s".formatted(name, header.size(), row));
  }
}
