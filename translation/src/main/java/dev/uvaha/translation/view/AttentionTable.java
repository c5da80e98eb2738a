package dev.uvaha.translation.view;

import dev.uvaha.translation.TranslationAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Draws cross-attention in a terminal: a row for each word written, a column for each word read,
/// shaded by weight.
///
/// It is the mean over the heads of the layer that points at words most clearly, and its title says
/// which. What is wider than the terminal is cut into several tables.
///
/// @param columns of the terminal
/// @param ink what cells are drawn with
public record AttentionTable(int columns, Ink ink) {
  /// What cells are drawn with.
  public enum Ink {
    /// Backgrounds from the 256 colours of terminals, with percents.
    COLOURS,
    /// The blocks `░▒▓█`.
    BLOCKS
  }

  private static final String BLOCKS = " ░▒▓█";

  /// Dark to bright, on any background: a panel of its own.
  private static final int[] SHADES = {234, 17, 19, 26, 39, 117};

  private static final int LONGEST_ROW_LABEL = 18;
  private static final int LONGEST_COLUMN_LABEL = 14;
  private static final int CELL = 4;
  private static final int UPRIGHT_CELL = 3;
  private static final int LEGEND_ITEM = 11;
  private static final int NARROWEST = 30;

  /// Needs at least 30 columns and takes fewer for 30.
  public AttentionTable {
    columns = Math.max(columns, NARROWEST);
  }

  /// The lines of the table, without line ends.
  public List<String> lines(TranslationAttention attention) {
    var stack = AttentionStack.cross(attention);
    if (stack.layers() == 0) return List.of("no cross-attention to show");
    int layer = stack.clearestLayer();
    var map = WordMap.of(stack.queries(), stack.keys(), stack.mean(layer));
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "cross-attention, layer %d of %d, mean of %d heads: rows were written, columns read",
            layer + 1,
            stack.layers(),
            stack.heads()));
    int left = map.queries().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    left = Math.min(left, LONGEST_ROW_LABEL);
    for (int start = 0, end; start < map.keys().size(); start = end) {
      end = fitting(map.keys(), start, left);
      lines.add("");
      table(lines, map, start, end, left);
    }
    lines.add("");
    legend(lines, left + 1);
    return lines;
  }

  /// Where the table that begins with a column has to end.
  private int fitting(List<String> keys, int start, int left) {
    int width = left + 1;
    int end = start;
    boolean across = isAcross(keys, left);
    while (end < keys.size()) {
      width += across ? columnWidth(keys.get(end)) : UPRIGHT_CELL;
      if (width > columns && end > start) break;
      end++;
    }
    return end;
  }

  /// Whether all column labels fit side by side; else they stand upright.
  private boolean isAcross(List<String> keys, int left) {
    return keys.stream().mapToInt(AttentionTable::columnWidth).sum() + left + 1 <= columns;
  }

  private static int columnWidth(String key) {
    return Math.max(CELL, DisplayWidth.of(DisplayWidth.cut(key, LONGEST_COLUMN_LABEL)) + 1);
  }

  private void table(List<String> lines, WordMap map, int start, int end, int left) {
    var keys = map.keys().subList(start, end);
    boolean across = isAcross(map.keys(), left);
    int[] widths =
        keys.stream().mapToInt(key -> across ? columnWidth(key) : UPRIGHT_CELL).toArray();
    if (across) lines.add(" ".repeat(left + 1) + header(keys, widths));
    else for (var row : upright(keys)) lines.add(" ".repeat(left + 1) + row);
    for (int t = 0; t < map.queries().size(); t++) {
      var label = DisplayWidth.cut(map.queries().get(t), left);
      var line = new StringBuilder(" ".repeat(left - DisplayWidth.of(label)) + label + " ");
      for (int s = start; s < end; s++) cell(line, map.weights()[t][s], widths[s - start]);
      lines.add(ink == Ink.COLOURS ? line.append("\033[0m").toString() : trimmed(line));
    }
  }

  private static String header(List<String> keys, int[] widths) {
    var header = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var label = DisplayWidth.cut(keys.get(i), LONGEST_COLUMN_LABEL);
      int room = widths[i] - DisplayWidth.of(label);
      header.append(" ".repeat(room / 2)).append(label).append(" ".repeat(room - room / 2));
    }
    return trimmed(header);
  }

  /// Labels letter under letter, ending just above the cells.
  private static List<String> upright(List<String> keys) {
    var letters =
        keys.stream()
            .map(key -> DisplayWidth.cut(key, LONGEST_COLUMN_LABEL).codePoints().toArray())
            .toList();
    int height = letters.stream().mapToInt(label -> label.length).max().orElse(0);
    return IntStream.range(0, height)
        .mapToObj(row -> {
          var line = new StringBuilder();
          for (var label : letters) {
            int i = row - (height - label.length);
            line.append(' ');
            if (i >= 0) line.appendCodePoint(label[i]);
            int width = i >= 0 ? DisplayWidth.of(label[i]) : 0;
            line.append(" ".repeat(UPRIGHT_CELL - 1 - width));
          }
          return trimmed(line);
        })
        .toList();
  }

  private void cell(StringBuilder line, float weight, int width) {
    var number = weight < 0.0995f ? "" : Integer.toString(Math.round(weight * 100));
    cell(line, weight, width, number.length() < width ? number : "");
  }

  private void cell(StringBuilder line, float weight, int width, String number) {
    switch (ink) {
      case COLOURS -> {
        int shade = shade(weight, SHADES.length);
        int before = (width - number.length() + 1) / 2;
        line.append(
                String.format(
                    Locale.ROOT, "\033[48;5;%d;38;5;%dm", SHADES[shade], shade > 3 ? 16 : 231))
            .append(" ".repeat(before))
            .append(number)
            .append(" ".repeat(width - before - number.length()));
      }
      case BLOCKS -> {
        var block = String.valueOf(BLOCKS.charAt(shade(weight, BLOCKS.length())));
        line.append(block.repeat(width - 1)).append(' ');
      }
    }
  }

  private static int shade(float weight, int shades) {
    return (int) Math.min(shades - 1, Math.floor(Math.sqrt(Math.max(weight, 0)) * shades));
  }

  /// What the shades begin at, on as many lines as it takes.
  private void legend(List<String> lines, int left) {
    int shades = ink == Ink.COLOURS ? SHADES.length : BLOCKS.length();
    var line = new StringBuilder(" ".repeat(left));
    int width = left;
    for (int shade = 0; shade < shades; shade++) {
      double from = Math.pow((double) shade / shades, 2);
      if (width + LEGEND_ITEM > columns && width > left) {
        lines.add(trimmed(line));
        line = new StringBuilder(" ".repeat(left));
        width = left;
      }
      cell(line, (float) from + 1e-6f, UPRIGHT_CELL, "");
      if (ink == Ink.COLOURS) line.append("\033[0m ");
      line.append(
          String.format(
              Locale.ROOT, ink == Ink.COLOURS ? "%-7s" : "%-8s", Math.round(from * 100) + "%+"));
      width += LEGEND_ITEM;
    }
    lines.add(trimmed(line));
  }

  private static String trimmed(CharSequence line) {
    return line.toString().stripTrailing();
  }
}
