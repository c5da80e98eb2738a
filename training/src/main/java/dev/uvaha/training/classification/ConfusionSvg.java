package dev.uvaha.training.classification;

import java.util.Locale;

/// Draws a [Confusion]: a row for what was right, a column for what was told, darker for a larger
/// share of the row.
public final class ConfusionSvg {
  private static final int CELL = 26;
  private static final int CHARACTER = 7;
  private static final int MARGIN = 12;
  private static final int FONT = 11;

  private ConfusionSvg() {}

  /// The drawing, as the text of an SVG file.
  public static String of(Confusion confusion) {
    var labels = confusion.labels();
    var longest = labels.stream().mapToInt(String::length).max().orElse(1);
    var left = MARGIN + longest * CHARACTER;
    var top = left + 2 * FONT;
    var size = labels.size() * CELL;
    var svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="%d" role="img">
                <title>Which class was told (columns) where which was right (rows): accuracy %.3f, macro-F1 %.3f</title>
                <rect width="100%%" height="100%%" fill="#fff"/>
                """,
                left + size + MARGIN,
                top + size + MARGIN,
                FONT,
                confusion.accuracy(),
                confusion.macroF1()));
    for (var i = 0; i < labels.size(); i++) {
      var middle = i * CELL + CELL / 2;
      text(svg, left - 4, top + middle + 4, "text-anchor=\"end\"", labels.get(i));
      var x = left + middle + 4;
      text(svg, x, top - 4, "transform=\"rotate(-90 %d %d)\"".formatted(x, top - 4), labels.get(i));
    }
    for (var right = 0; right < labels.size(); right++) row(svg, confusion, right, left, top);
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Confusion confusion, int right, int left, int top) {
    var row = confusion.counts().get(right);
    var sum = Math.max(1, row.stream().mapToInt(Integer::intValue).sum());
    for (var told = 0; told < row.size(); told++) {
      var share = (double) row.get(told) / sum;
      var x = left + told * CELL;
      var y = top + right * CELL;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#0b5394\" fill-opacity=\"%.3f\" stroke=\"#ddd\"/>%n",
              x,
              y,
              CELL,
              CELL,
              Math.sqrt(share)));
      if (row.get(told) > 0)
        text(
            svg,
            x + CELL / 2,
            y + CELL / 2 + 4,
            "text-anchor=\"middle\" font-size=\"9\" fill=\"%s\""
                .formatted(share > 0.3 ? "#fff" : "#333"),
            String.valueOf(row.get(told)));
    }
  }

  private static void text(StringBuilder svg, int x, int y, String attributes, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" %s>%s</text>%n"
            .formatted(
                x,
                y,
                attributes,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }
}
