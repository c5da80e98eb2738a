package dev.uvaha.lab.layers;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.PowerLaw;
import dev.uvaha.lab.PowerLaw.Line;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// The lecture's table, with what was measured beside the formulas.
record TableReport(Measured measured, Map<LayerKind, List<Reach>> reaches) {
  /// How far a measured exponent may be from the formula's.
  private static final double TOLERANCE = 0.35;

  /// A decay is exponential if a line through the logarithms explains so much.
  private static final double STRAIGHT = 0.9;

  /// What a recurrent layer keeps of the gradient from one position to the next, at most.
  private static final double KEPT = 0.9;

  /// Self-attention's gradient at the far end, at least, as a share of the middle one's.
  private static final double EVEN = 0.1;

  private static final double MEBIBYTE = 1 << 20;

  void tell(Findings findings) {
    formulas(findings);
    costs(findings);
    for (var kind : LayerKind.all()) judgeTime(findings, kind);
    if (measured.countsBytes()) judgeMemory(findings);
    judgeReach(findings);
    LayerPlots.of(measured, reaches).forEach(findings::plot);
  }

  private void formulas(Findings findings) {
    var rows = new ArrayList<List<String>>();
    for (var kind : LayerKind.all()) {
      var length = measured.overLength(cost -> cost.seconds(kind));
      var width = measured.overWidth(cost -> cost.seconds(kind));
      findings
          .figure("time-exponent-over-n/" + kind.key(), Measured.exponents(length))
          .figure("time-exponent-over-d/" + kind.key(), Measured.exponents(width))
          .figure("layers-until-the-ends-meet/" + kind.key(), layers(kind));
      rows.add(
          List.of(
              kind.label,
              kind.complexity,
              text(length),
              text(width),
              kind.sequential,
              kind.path,
              layers(kind).text("%.0f")));
    }
    findings.table(
        new Table(
            "table",
            "The lecture's table: formulas, and exponents of the time as measured",
            List.of(
                "layer",
                "complexity",
                "time over n",
                "time over d",
                "sequential",
                "longest path",
                "layers until the ends meet, n = " + measured.size().reachLength()),
            rows));
  }

  private static String text(List<PowerLaw> laws) {
    return laws.size() == 1 ? laws.getFirst().text() : Measured.exponents(laws).text("%.2f");
  }

  private Range layers(LayerKind kind) {
    return Range.over(seeds(kind), Reach::layers);
  }

  private List<Reach> seeds(LayerKind kind) {
    return reaches.getOrDefault(kind, List.of());
  }

  private void costs(Findings findings) {
    var size = measured.size();
    var longest = size.lengths(size.fixed().width()).getLast();
    var rows = new ArrayList<List<String>>();
    for (var kind : LayerKind.all()) {
      var row = new ArrayList<>(List.of(kind.label));
      for (var n : List.of(size.fixed().length(), longest)) {
        var seconds = measured.seconds(kind, n, size.fixed().width());
        findings.figure(
            "seconds/%s/n%d-d%d".formatted(kind.key(), n, size.fixed().width()), seconds);
        row.add(times(seconds, 1000).text("%.2f"));
        if (!measured.countsBytes()) continue;
        var bytes = measured.bytes(kind, n, size.fixed().width());
        findings.figure("bytes/%s/n%d-d%d".formatted(kind.key(), n, size.fixed().width()), bytes);
        row.add(times(bytes, 1 / MEBIBYTE).text("%.2f"));
      }
      row.add(seeds(kind).getFirst().reach().toString());
      rows.add(row);
    }
    var header = new ArrayList<>(List.of("layer"));
    for (var n : List.of(size.fixed().length(), longest)) {
      header.add("ms, n = " + n);
      if (measured.countsBytes()) header.add("MiB kept, n = " + n);
    }
    header.add("positions back through 1, 2, 3 layers");
    findings.table(
        new Table(
            "costs",
            "Time, memory and gradient reach, d = %d, batch of %d"
                .formatted(size.fixed().width(), size.batch()),
            header,
            rows));
  }

  private static Range times(Range range, double factor) {
    return Range.over(range.values(), value -> value * factor);
  }

  private void judgeTime(Findings findings, LayerKind kind) {
    if (kind == LayerKind.PROJECTED) return; // a sum of two powers has no exponent
    var length = Measured.exponents(measured.overLength(cost -> cost.seconds(kind)));
    var width = Measured.exponents(measured.overWidth(cost -> cost.seconds(kind)));
    findings.verdict(
        new Verdict(
            "%s: time grows as n^%d and d^%d, each exponent within 0.35"
                .formatted(kind.label, kind.lengthExponent, kind.widthExponent),
            near(length, kind.lengthExponent) && near(width, kind.widthExponent),
            "n^%s, d^%s".formatted(length.text("%.2f"), width.text("%.2f"))));
  }

  private static boolean near(Range exponents, double law) {
    return exponents.lowest() > law - TOLERANCE && exponents.highest() < law + TOLERANCE;
  }

  private void judgeMemory(Findings findings) {
    var evidence = new ArrayList<String>();
    var seen = true;
    for (var kind : List.of(LayerKind.CONVOLUTION, LayerKind.RECURRENT, LayerKind.SELF_ATTENTION)) {
      var exponents = Measured.exponents(measured.overLength(cost -> cost.bytes(kind)));
      findings.figure("bytes-exponent-over-n/" + kind.key(), exponents);
      seen &= near(exponents, kind.lengthExponent);
      evidence.add("%s n^%s".formatted(kind.label, exponents.text("%.2f")));
    }
    findings.verdict(
        new Verdict(
            "memory kept for the backward pass grows as n for convolution and recurrence, as n² for self-attention, within 0.35",
            seen,
            String.join(", ", evidence)));
  }

  private void judgeReach(Findings findings) {
    var length = measured.size().reachLength();
    var as =
        LayerKind.all().stream()
            .allMatch(kind ->
                seeds(kind).stream()
                    .allMatch(seed ->
                        IntStream.range(0, seed.reach().size())
                            .allMatch(i -> seed.reach().get(i) == kind.reach(i + 1, length))));
    findings.verdict(
        new Verdict(
            "the gradient reaches (k − 1)/2 positions more with each convolution, and every position through one recurrent or self-attention layer",
            as,
            "positions back through 1, 2, 3 layers: convolution %s, recurrent %s, self-attention %s of %d"
                .formatted(
                    seeds(LayerKind.CONVOLUTION).getFirst().reach(),
                    seeds(LayerKind.RECURRENT).getFirst().reach(),
                    seeds(LayerKind.SELF_ATTENTION).getFirst().reach(),
                    length - 1)));
    var decays = seeds(LayerKind.RECURRENT).stream().map(TableReport::decay).toList();
    var kept = Range.over(decays, line -> Math.exp(line.slope()));
    var straight = Range.over(decays, Line::determination);
    findings
        .figure("gradient-kept-per-position/recurrent", kept)
        .verdict(
            new Verdict(
                "the recurrent layer's gradient decays exponentially: R² over 0.9, at most 0.9 kept from one position to the next",
                straight.lowest() > STRAIGHT && kept.highest() < KEPT,
                "keeps %s a position, R² %s".formatted(kept.text("%.2f"), straight.text("%.3f"))));
    var ends =
        Range.over(
            seeds(LayerKind.PROJECTED), seed -> seed.profile().getLast() / middle(seed.profile()));
    findings
        .figure("gradient-at-the-far-end/projected", ends)
        .verdict(
            new Verdict(
                "self-attention's gradient does not decay: at the far end over a tenth of the median position's",
                ends.lowest() > EVEN,
                String.format(Locale.ROOT, "%s of it", ends.text("%.2f"))));
  }

  /// The line through the logarithms of the gradient.
  private static Line decay(Reach reach) {
    var places = IntStream.range(0, reach.profile().size()).mapToObj(i -> (double) i).toList();
    return Line.fit(places, reach.profile().stream().map(Math::log).toList());
  }

  private static double middle(List<Double> values) {
    return new Range(values).median();
  }
}
