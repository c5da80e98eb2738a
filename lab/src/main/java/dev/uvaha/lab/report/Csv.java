package dev.uvaha.lab.report;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Table;
import java.util.List;
import java.util.stream.Collectors;

/// Tables and plots as comma-separated values (RFC 4180).
final class Csv {
  private Csv() {}

  static String of(Table table) {
    var text = new StringBuilder(row(table.header()));
    table.rows().forEach(row -> text.append(row(row)));
    return text.toString();
  }

  /// A line `series,x,y` for each point, or a matrix's rows.
  static String of(Plot plot) {
    var text = new StringBuilder();
    switch (plot) {
      case Plot.Lines lines -> {
        text.append(row(List.of("series", lines.x().label(), lines.y().label())));
        for (var series : lines.series())
          for (var i = 0; i < series.x().size(); i++)
            text.append(
                row(
                    List.of(
                        series.label(),
                        series.x().get(i).toString(),
                        series.y().get(i).toString())));
      }
      case Plot.Heat heat ->
          heat.values()
              .forEach(row -> text.append(row(row.stream().map(Object::toString).toList())));
    }
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
