package dev.uvaha.lab.report;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Side;
import dev.uvaha.lab.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tables and plots as comma-separated values (RFC 4180).
final class Csv {
  private Csv() {}

  static String of(Table table) {
    var text = new StringBuilder(row(table.header()));
    table.rows().forEach(row -> text.append(row(row)));
    return text.toString();
  }

  /// A line `series,x,y` for each point; or a matrix's rows, each after its name and all of them
  /// after the columns' names, with numbers from 0 for what has none.
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
      case Plot.Heat heat -> {
        var rows = names(heat.rows(), heat.values().size());
        var columns = names(heat.columns(), heat.values().getFirst().size());
        text.append(row(after(heat.rows().label() + " / " + heat.columns().label(), columns)));
        for (var i = 0; i < rows.size(); i++)
          text.append(row(after(rows.get(i), heat.values().get(i))));
      }
    }
    return text.toString();
  }

  private static List<String> names(Side side, int count) {
    if (!side.names().isEmpty()) return side.names();
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static List<String> after(String first, List<?> others) {
    return Stream.concat(Stream.of(first), others.stream().map(Object::toString)).toList();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
