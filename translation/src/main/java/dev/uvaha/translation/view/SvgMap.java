package dev.uvaha.translation.view;

import java.util.List;
import java.util.Locale;

/// Draws one map into an SVG: its cells, and tokens on its axes.
///
/// @param cell the side of a cell in pixels
record SvgMap(List<String> queries, List<String> keys, double cell) {
  private static final double SLOPE = Math.toRadians(55);
  private static final double LARGEST_FONT = 17;

  /// Where a cell has room for a number.
  private static final double ROOM_FOR_NUMBERS = 26;

  double width() {
    return keys.size() * cell;
  }

  double height() {
    return queries.size() * cell;
  }

  double fontSize() {
    return Math.clamp(cell * 0.82, 8, LARGEST_FONT);
  }

  /// The room that the labels of the rows need, left of the cells.
  double left() {
    return longest(queries) + fontSize() * 0.6;
  }

  /// The room that the labels of the columns need, above the cells.
  double top() {
    return longest(keys) * Math.sin(SLOPE) + fontSize();
  }

  /// How far the label of the last column reaches beyond the cells.
  double overhang() {
    return Math.max(0, longest(keys.subList(keys.size() - 1, keys.size())) * Math.cos(SLOPE));
  }

  /// Fonts differ between machines: a generous guess.
  private double longest(List<String> tokens) {
    return tokens.stream().mapToInt(DisplayWidth::of).max().orElse(0) * fontSize() * 0.63;
  }

  /// The tokens at the rows, left of `x`, from `y` down.
  void rowLabels(StringBuilder svg, double x, double y) {
    svg.append("<g font-size=\"%s\" text-anchor=\"end\">".formatted(number(fontSize())));
    for (int t = 0; t < queries.size(); t++)
      text(svg, x - fontSize() * 0.4, y + (t + 0.5) * cell + fontSize() * 0.34, "", queries.get(t));
    svg.append("</g>\n");
  }

  /// The tokens at the columns, above `y`, from `x` on.
  void columnLabels(StringBuilder svg, double x, double y) {
    svg.append("<g font-size=\"%s\">".formatted(number(fontSize())));
    for (int s = 0; s < keys.size(); s++) {
      double middle = x + (s + 0.5) * cell + fontSize() * 0.2;
      double bottom = y - fontSize() * 0.35;
      var turned = " transform=\"rotate(-55 %s %s)\"".formatted(number(middle), number(bottom));
      text(svg, middle, bottom, turned, keys.get(s));
    }
    svg.append("</g>\n");
  }

  /// The cells with their upper left corner at `x`, `y`: one path for each step of the scale.
  void cells(StringBuilder svg, float[][] weights, double x, double y) {
    svg.append("<g transform=\"translate(%s %s)\">".formatted(number(x), number(y)));
    svg.append(
        "<rect width=\"%s\" height=\"%s\" fill=\"%s\"/>"
            .formatted(number(width()), number(height()), ColourScale.colour(0)));
    svg.append("<g transform=\"scale(%s)\">".formatted(number(cell)));
    for (int level = 1; level <= ColourScale.LEVELS; level++) {
      var path = path(weights, level);
      if (!path.isEmpty())
        svg.append("<path fill=\"%s\" d=\"%s\"/>".formatted(ColourScale.colour(level), path));
    }
    svg.append("</g>");
    if (cell >= 14) grid(svg);
    if (cell >= ROOM_FOR_NUMBERS) numbers(svg, weights);
    svg.append(
        "<rect width=\"%s\" height=\"%s\" fill=\"none\" stroke=\"#c3cbd8\"/></g>\n"
            .formatted(number(width()), number(height())));
  }

  private static String path(float[][] weights, int level) {
    var path = new StringBuilder();
    for (int t = 0; t < weights.length; t++)
      for (int s = 0, end; s < weights[t].length; s = end + 1) {
        end = s;
        while (end < weights[t].length && ColourScale.level(weights[t][end]) == level) end++;
        if (end > s)
          path.append(String.format(Locale.ROOT, "M%d %dh%dv1h-%dz", s, t, end - s, end - s));
      }
    return path.toString();
  }

  private void grid(StringBuilder svg) {
    svg.append("<path stroke=\"#ffffff\" fill=\"none\" d=\"");
    for (int s = 1; s < keys.size(); s++)
      svg.append("M%s 0v%s".formatted(number(s * cell), number(height())));
    for (int t = 1; t < queries.size(); t++)
      svg.append("M0 %sh%s".formatted(number(t * cell), number(width())));
    svg.append("\"/>");
  }

  /// Percent, where there are ten or more.
  private void numbers(StringBuilder svg, float[][] weights) {
    double size = cell * 0.36;
    svg.append("<g font-size=\"%s\" text-anchor=\"middle\">".formatted(number(size)));
    for (int t = 0; t < weights.length; t++)
      for (int s = 0; s < weights[t].length; s++)
        if (weights[t][s] >= 0.095f)
          text(
              svg,
              (s + 0.5) * cell,
              (t + 0.5) * cell + size * 0.36,
              " fill=\"" + ColourScale.inkOn(ColourScale.level(weights[t][s])) + "\"",
              Integer.toString(Math.round(weights[t][s] * 100)));
    svg.append("</g>");
  }

  static void text(StringBuilder svg, double x, double y, String attributes, String text) {
    svg.append("<text x=\"%s\" y=\"%s\"%s>".formatted(number(x), number(y), attributes));
    svg.append(AttentionHtml.escaped(text)).append("</text>");
  }

  /// With one decimal at most.
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }
}
