package dev.uvaha.lab.report;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Plot.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/// Draws a plot as SVG, by the library Lets-Plot: a plot is told to it as nested maps, the grammar
/// of graphics.
final class PlotSvg {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 400;
  private static final double SQUARE = 560;
  private static final double STRETCHED = 0.6;
  private static final double FRAME = 80; // what title, axis and legend take of the height
  private static final double MOST_STRETCHED = 3;
  private static final double MARGIN = 0.05; // of a logarithmic axis, at each end
  private static final double LEAST_MARGIN = 1.05;

  private PlotSvg() {}

  static String of(Plot plot) {
    return switch (plot) {
      case Plot.Lines lines -> draw(specification(lines), WIDTH, HEIGHT);
      case Plot.Heat heat -> {
        double columns = heat.values().getFirst().size();
        double ratio = Math.clamp(heat.values().size() / columns, 1 / MOST_STRETCHED, 1);
        double width = ratio < STRETCHED ? WIDTH : SQUARE;
        yield draw(specification(heat), width, FRAME + width * ratio);
      }
    };
  }

  /// With a view box, which the library leaves out: without one a narrow page cuts the plot instead
  /// of scaling it.
  private static String draw(Map<String, Object> specification, double width, double height) {
    var svg =
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            specification, new DoubleVector(width, height), new PngDataUrl(), true);
    return svg.replaceFirst("<svg ", "<svg viewBox=\"0 0 " + width + " " + height + "\" ");
  }

  private static Map<String, Object> specification(Plot.Lines lines) {
    var layers = new ArrayList<Object>();
    for (var mark : List.of("line", "point")) {
      var shown = lines.series().stream().filter(series -> has(series, mark)).toList();
      if (shown.isEmpty()) continue;
      var x = new ArrayList<Object>();
      var y = new ArrayList<Object>();
      var names = new ArrayList<Object>();
      for (var series : shown)
        for (var i = 0; i < series.x().size(); i++) {
          x.add(series.x().get(i));
          y.add(series.y().get(i));
          names.add(series.label());
        }
      layers.add(
          map(
              "geom",
              mark,
              "size",
              mark.equals("line") ? 0.9 : 2.5,
              "data",
              map("x", x, "y", y, "series", names),
              "mapping",
              map("x", "x", "y", "y", "color", "series")));
    }
    return plot(
        lines.title(),
        "right",
        layers,
        List.of(
            axis("x", lines.x(), lines.series().stream().map(Series::x).toList()),
            axis("y", lines.y(), lines.series().stream().map(Series::y).toList()),
            map("aesthetic", "color", "name", "", "discrete", true)));
  }

  private static boolean has(Series series, String mark) {
    return switch (series.mark()) {
      case LINE -> mark.equals("line");
      case POINTS -> mark.equals("point");
      case LINE_AND_POINTS -> true;
    };
  }

  private static Map<String, Object> axis(String aesthetic, Axis axis, List<List<Double>> values) {
    var scale = map("aesthetic", aesthetic, "name", axis.label());
    if (axis.scale() == Axis.Scale.LOGARITHMIC) {
      scale.put("trans", "log10");
      scale.put("limits", limits(values));
    }
    return scale;
  }

  /// A little more than all values: by itself the library cuts the outermost points of a
  /// logarithmic axis.
  private static List<Double> limits(List<List<Double>> values) {
    var range = values.stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
    var summary = range.summaryStatistics();
    var margin = Math.pow(summary.getMax() / summary.getMin(), MARGIN) * LEAST_MARGIN;
    return List.of(summary.getMin() / margin, summary.getMax() * margin);
  }

  private static Map<String, Object> specification(Plot.Heat heat) {
    var x = new ArrayList<Object>();
    var y = new ArrayList<Object>();
    var values = new ArrayList<Object>();
    for (var row = 0; row < heat.values().size(); row++)
      for (var column = 0; column < heat.values().get(row).size(); column++) {
        x.add((double) column);
        y.add((double) row);
        values.add(heat.values().get(row).get(column));
      }
    var layer =
        map(
            "geom", "raster",
            "data", map("x", x, "y", y, "value", values),
            "mapping", map("x", "x", "y", "y", "fill", "value"));
    return plot(
        heat.title(),
        "bottom",
        List.of(layer),
        List.of(
            side("x", heat.columns()),
            side("y", heat.rows()),
            map(
                "aesthetic", "fill",
                "name", "",
                "scale_mapper_kind", "color_gradient",
                "low", "#f7fbff",
                "high", "#08306b")));
  }

  private static Map<String, Object> side(String aesthetic, Side side) {
    var scale = map("aesthetic", aesthetic, "name", side.label(), "expand", List.of(0.0, 0.0));
    if (aesthetic.equals("y")) scale.put("trans", "reverse");
    if (!side.names().isEmpty()) {
      scale.put(
          "breaks", IntStream.range(0, side.names().size()).mapToObj(i -> (double) i).toList());
      scale.put("labels", side.names());
    }
    return scale;
  }

  private static Map<String, Object> plot(
      String title, String legend, List<?> layers, List<?> scales) {
    return map(
        "kind",
        "plot",
        "ggtitle",
        map("text", title),
        "layers",
        new ArrayList<>(layers),
        "scales",
        new ArrayList<>(scales),
        "theme",
        map("name", "minimal", "legend_position", legend));
  }

  /// The library writes into what it is given.
  private static Map<String, Object> map(Object... entries) {
    var map = new HashMap<String, Object>();
    for (var i = 0; i < entries.length; i += 2) map.put((String) entries[i], entries[i + 1]);
    return map;
  }
}
