package dev.uvaha.lab.report;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Findings for a terminal: tables and verdicts.
public final class TextReport {
  private TextReport() {}

  /// Lines to print.
  public static List<String> lines(Findings findings) {
    var lines = new ArrayList<String>();
    for (var table : findings.tables()) {
      lines.add(table.title());
      lines.addAll(table(table));
      lines.add("");
    }
    for (var verdict : findings.verdicts()) {
      lines.add((verdict.seen() ? "seen      " : "NOT SEEN  ") + verdict.expectation());
      lines.add("          " + verdict.evidence());
    }
    return lines;
  }

  private static List<String> table(Table table) {
    var all = new ArrayList<List<String>>();
    all.add(table.header());
    all.addAll(table.rows());
    var widths =
        IntStream.range(0, table.header().size())
            .map(column -> all.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
            .toArray();
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder("  ");
    for (var column = 0; column < widths.length; column++) {
      var space = " ".repeat(widths[column] - length(row.get(column)));
      if (column > 0) line.append("  ").append(space).append(row.get(column));
      else line.append(row.get(column)).append(space);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
