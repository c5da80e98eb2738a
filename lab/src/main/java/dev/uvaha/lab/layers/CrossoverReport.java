package dev.uvaha.lab.layers;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Up to which length self-attention is the faster one.
record CrossoverReport(Measured measured) {
  void tell(Findings findings) {
    var size = measured.size();
    var rows = new ArrayList<List<String>>();
    for (var d : size.widths()) {
      var alone = measured.crossover(LayerKind.SELF_ATTENTION, d);
      alone.ifPresent(n -> findings.figure("crossover/self-attention/d" + d, Range.of(n)));
      rows.add(
          List.of(
              String.valueOf(d),
              String.valueOf(inOperations(d)),
              text(alone, d),
              text(measured.crossover(LayerKind.PROJECTED, d), d)));
    }
    findings.table(
        new Table(
            "crossover",
            "The length n from which self-attention costs more than the recurrent layer",
            List.of("d", "in operations", "in time", "in time, with its projections"),
            rows));
    judge(findings);
    plots(findings);
  }

  /// The least n at which self-attention has as many operations as the recurrent layer.
  static int inOperations(int width) {
    return IntStream.iterate(1, n -> n + 1)
        .filter(n ->
            LayerKind.SELF_ATTENTION.operations(n, width)
                >= LayerKind.RECURRENT.operations(n, width))
        .findFirst()
        .orElseThrow();
  }

  private String text(OptionalDouble crossover, int width) {
    var lengths = measured.size().lengths(width);
    if (crossover.isEmpty()) return "over " + lengths.getLast();
    if (crossover.getAsDouble() == 0) return "under " + lengths.getFirst();
    return String.format(Locale.ROOT, "%.0f", crossover.getAsDouble());
  }

  private void judge(Findings findings) {
    var size = measured.size();
    var slower =
        size.cells()
            .filter(cell -> cell.length() <= cell.width())
            .filter(cell ->
                measured.seconds(LayerKind.SELF_ATTENTION, cell.length(), cell.width()).median()
                    > measured.seconds(LayerKind.RECURRENT, cell.length(), cell.width()).median())
            .map(cell -> "n = %d, d = %d".formatted(cell.length(), cell.width()))
            .toList();
    findings.verdict(
        new Verdict(
            "self-attention is faster than the recurrent layer wherever n ≤ d",
            slower.isEmpty(),
            slower.isEmpty() ? "at all of them" : "slower at " + String.join("; ", slower)));
    var early =
        size.widths().stream()
            .filter(
                d -> measured.crossover(LayerKind.SELF_ATTENTION, d).orElse(Double.MAX_VALUE) <= d)
            .toList();
    findings.verdict(
        new Verdict(
            "self-attention's time overtakes the recurrent layer's only beyond n = d, if at all, at every d",
            early.isEmpty(),
            size.widths().stream()
                .map(d ->
                    "d = %d: n = %s"
                        .formatted(d, text(measured.crossover(LayerKind.SELF_ATTENTION, d), d)))
                .collect(Collectors.joining("; "))));
  }

  private void plots(Findings findings) {
    var size = measured.size();
    var series = new ArrayList<Series>();
    for (var kind : List.of(LayerKind.SELF_ATTENTION, LayerKind.PROJECTED))
      series.add(crossings(kind));
    var widths = size.widths().stream().map(Integer::doubleValue).toList();
    var operations = size.widths().stream().map(d -> (double) inOperations(d)).toList();
    series.add(Series.line("in operations", widths, operations));
    findings.plot(
        new Plot.Lines(
            "crossover",
            "From which length on self-attention takes longer than the recurrent layer",
            Axis.logarithmic("width d"),
            Axis.logarithmic("length n"),
            series.stream().filter(line -> !line.x().isEmpty()).toList()));
    var ratios = new ArrayList<Series>();
    for (var d : size.widths()) {
      var ratio =
          size.lengths(d).stream()
              .map(n ->
                  measured.seconds(LayerKind.SELF_ATTENTION, n, d).median()
                      / measured.seconds(LayerKind.RECURRENT, n, d).median())
              .toList();
      ratios.add(
          new Series(
              "d = " + d,
              Series.Mark.LINE_AND_POINTS,
              size.lengths(d).stream().map(n -> (double) n / d).toList(),
              ratio));
    }
    findings.plot(
        new Plot.Lines(
            "ratio",
            "Self-attention's time over the recurrent layer's",
            Axis.logarithmic("n / d; the operations are equal at 1"),
            Axis.logarithmic("ratio of times; below 1 self-attention is faster"),
            ratios));
  }

  private Series crossings(LayerKind kind) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (var d : measured.size().widths()) {
      var crossover = measured.crossover(kind, d);
      if (crossover.isEmpty() || crossover.getAsDouble() == 0) continue;
      x.add((double) d);
      y.add(crossover.getAsDouble());
    }
    return new Series(kind.label + ", in time", Series.Mark.LINE_AND_POINTS, x, y);
  }
}
