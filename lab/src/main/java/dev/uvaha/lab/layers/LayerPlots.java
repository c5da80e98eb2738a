package dev.uvaha.lab.layers;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Pictures of times, memory and gradients.
final class LayerPlots {
  private static final double MEBIBYTE = 1 << 20;

  private LayerPlots() {}

  static List<Plot> of(Measured measured, Map<LayerKind, List<Reach>> reaches) {
    var size = measured.size();
    var d = size.fixed().width();
    var n = size.fixed().length();
    var plots = new ArrayList<Plot>();
    plots.add(
        lines(
            "time-over-n",
            "Time over the length, d = " + d,
            Axis.logarithmic("length n"),
            Axis.logarithmic("seconds, forwards and backwards"),
            series(size.lengths(d), (kind, at) -> measured.seconds(kind, at, d).median())));
    plots.add(
        lines(
            "time-over-d",
            "Time over the width, n = " + n,
            Axis.logarithmic("width d"),
            Axis.logarithmic("seconds, forwards and backwards"),
            series(size.widths(), (kind, at) -> measured.seconds(kind, n, at).median())));
    if (measured.countsBytes())
      plots.add(
          lines(
              "memory-over-n",
              "Memory kept for the backward pass, d = " + d,
              Axis.logarithmic("length n"),
              Axis.logarithmic("MiB"),
              series(
                  size.lengths(d), (kind, at) -> measured.bytes(kind, at, d).median() / MEBIBYTE)));
    plots.add(
        lines(
            "gradient",
            "Gradient of the last output with respect to each input, through one layer",
            Axis.linear("positions back"),
            Axis.logarithmic("length of the gradient"),
            gradients(reaches)));
    return plots;
  }

  private static Plot lines(String name, String title, Axis x, Axis y, List<Series> series) {
    return new Plot.Lines(name, title, x, y, series);
  }

  private static List<Series> series(
      List<Integer> places, BiFunction<LayerKind, Integer, Double> value) {
    return LayerKind.all().stream()
        .map(kind ->
            new Series(
                kind.label,
                Series.Mark.LINE_AND_POINTS,
                places.stream().map(Integer::doubleValue).toList(),
                places.stream().map(at -> value.apply(kind, at)).toList()))
        .toList();
  }

  /// Where it is not zero.
  private static List<Series> gradients(Map<LayerKind, List<Reach>> reaches) {
    var series = new ArrayList<Series>();
    reaches.forEach((kind, seeds) -> {
      var profile = seeds.getFirst().profile();
      var places = IntStream.range(0, profile.size()).filter(i -> profile.get(i) > 0);
      var shown = places.boxed().toList();
      series.add(
          new Series(
              kind.label,
              Series.Mark.LINE_AND_POINTS,
              shown.stream().map(Integer::doubleValue).toList(),
              shown.stream().map(profile::get).toList()));
    });
    return series;
  }
}
