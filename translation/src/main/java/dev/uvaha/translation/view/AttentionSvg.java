package dev.uvaha.translation.view;

import static dev.uvaha.translation.view.SvgMap.number;
import static dev.uvaha.translation.view.SvgMap.text;

import dev.uvaha.translation.TranslationAttention;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/// Attention as a picture: the mean over the heads of the clearest layer of cross-attention, large;
/// beside it every layer and head of cross-attention; below, those of self-attention.
final class AttentionSvg {
  private static final double MARGIN = 32;
  private static final double GAP = 10;
  private static final double SECTION_GAP = 44;
  private static final double TITLE = 64;
  private static final double EXPLANATION_SIZE = 13;

  private final StringBuilder svg = new StringBuilder();
  private double width;

  /// Where the last facets ended.
  private double right;

  private double y = MARGIN;

  private AttentionSvg() {}

  static void render(TranslationAttention attention, Writer writer) throws IOException {
    var picture = new AttentionSvg();
    var stacks = AttentionStack.of(attention);
    picture.heading(attention);
    picture.beside(stacks.getFirst());
    picture.below(stacks.subList(1, stacks.size()));
    picture.legend();
    var w = number(picture.width + MARGIN);
    var h = number(picture.y + MARGIN);
    writer.write(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" \
        font-family="'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" fill="#14181f">
        """
            .formatted(w, h, w, h));
    writer.write("<title>" + AttentionHtml.escaped(title(attention)) + "</title>\n");
    writer.write("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    writer.append(picture.svg).write("</svg>\n");
  }

  private static String title(TranslationAttention attention) {
    return "Attention: "
        + AttentionHtml.sentence(attention.source())
        + " → "
        + AttentionHtml.sentence(attention.target());
  }

  private void heading(TranslationAttention attention) {
    for (var line :
        List.of(
            AttentionHtml.sentence(attention.source()),
            "→ " + AttentionHtml.sentence(attention.target()))) {
      y += 24;
      text(svg, MARGIN, y, " font-size=\"22\"", line);
      svg.append('\n');
      y += 8;
      widen(MARGIN + textWidth(line, 22));
    }
    y += 28;
  }

  /// The large map and, to its right, the small ones.
  private void beside(AttentionStack stack) {
    int layer = stack.clearestLayer();
    int most = Math.max(stack.queries().size(), stack.keys().size());
    var map = map(stack, Math.clamp(600.0 / most, 10, 42));
    title(
        String.format(
            Locale.ROOT,
            "%s, layer %d of %d, mean of %d heads",
            stack.title(),
            layer + 1,
            stack.layers(),
            stack.heads()),
        stack.explanation(),
        MARGIN,
        y);
    double x = MARGIN + map.left();
    double top = y + TITLE + map.top();
    map.columnLabels(svg, x, top);
    map.rowLabels(svg, x, top);
    map.cells(svg, stack.mean(layer), x, top);
    double edge = Math.max(x + map.width() + map.overhang(), MARGIN + 560);
    double bottom = facets(stack, "All layers and heads", edge + SECTION_GAP, y);
    y = Math.max(bottom, top + map.height());
  }

  /// The other stacks, side by side.
  private void below(List<AttentionStack> stacks) {
    if (stacks.isEmpty()) return;
    y += SECTION_GAP;
    double bottom = y;
    double x = MARGIN;
    for (var stack : stacks) {
      bottom = Math.max(bottom, facets(stack, stack.title(), x, y));
      x = right + SECTION_GAP;
    }
    y = bottom;
  }

  /// All layers, from top to bottom, and heads, from left to right. Returns where it ends.
  private double facets(AttentionStack stack, String title, double x, double y) {
    title(title, stack.explanation(), x, y);
    int most = Math.max(stack.queries().size(), stack.keys().size());
    var map = map(stack, Math.clamp(150.0 / most, 8, 14));
    double left = x + 26 + map.left();
    double top = y + TITLE + 18 + map.top();
    for (int head = 0; head < stack.heads(); head++) {
      double at = left + head * (map.width() + GAP);
      small("head " + (head + 1), at + map.width() / 2, top - map.top() - 4, "");
      map.columnLabels(svg, at, top);
    }
    for (int layer = 0; layer < stack.layers(); layer++) {
      double at = top + layer * (map.height() + GAP);
      double middle = at + map.height() / 2;
      var turned = " transform=\"rotate(-90 %s %s)\"".formatted(number(x + 12), number(middle));
      small("layer " + (layer + 1), x + 12, middle, turned);
      map.rowLabels(svg, left, at);
      for (int head = 0; head < stack.heads(); head++)
        map.cells(svg, stack.weights()[layer][head], left + head * (map.width() + GAP), at);
    }
    right = left + stack.heads() * (map.width() + GAP) + map.overhang();
    right = Math.max(right, x + textWidth(stack.explanation(), EXPLANATION_SIZE));
    widen(right);
    return top + stack.layers() * (map.height() + GAP) - GAP;
  }

  private void title(String title, String explanation, double x, double y) {
    text(svg, x, y + 18, " font-size=\"18\" font-weight=\"bold\"", title);
    text(svg, x, y + 40, " font-size=\"13\" fill=\"#5b6675\"", explanation);
    svg.append('\n');
    widen(x + textWidth(explanation, EXPLANATION_SIZE));
  }

  private void small(String label, double x, double y, String attributes) {
    var style = " font-size=\"12\" text-anchor=\"middle\" fill=\"#5b6675\"";
    text(svg, x, y, style + attributes, label);
  }

  /// The scale, under everything.
  private void legend() {
    y += SECTION_GAP;
    double step = 20;
    text(svg, MARGIN, y + 12, " font-size=\"13\" fill=\"#5b6675\"", "weight");
    double x = MARGIN + 60;
    for (int level = 0; level < ColourScale.LEVELS; level++)
      svg.append(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"14\" fill=\"%s\"/>"
              .formatted(
                  number(x + level * step),
                  number(y),
                  number(step),
                  ColourScale.colour(level + 1)));
    for (var percent : List.of(0, 1, 10, 25, 50, 100))
      small(
          percent + (percent == 100 ? "%" : ""),
          x + Math.sqrt(percent / 100.0) * step * ColourScale.LEVELS,
          y + 30,
          "");
    svg.append('\n');
    y += 32;
  }

  /// Fonts differ between machines: a generous guess.
  private static double textWidth(String text, double fontSize) {
    return DisplayWidth.of(text) * fontSize * 0.6;
  }

  private void widen(double edge) {
    width = Math.max(width, edge);
  }

  private static SvgMap map(AttentionStack stack, double cell) {
    return new SvgMap(
        TokenLabels.ofPieces(stack.queries()), TokenLabels.ofPieces(stack.keys()), cell);
  }
}
