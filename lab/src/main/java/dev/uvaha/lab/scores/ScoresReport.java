package dev.uvaha.lab.scores;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.PowerLaw;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Makes findings of what was measured.
///
/// @param results by width, for each seed
record ScoresReport(ScoresSize size, Map<Integer, List<ScoresResult>> results) {
  /// How far an exponent may be from the law.
  private static final double TOLERANCE = 0.1;

  /// A softmax has collapsed whose entropy is under this share of `log n`, and stayed open over
  /// [#OPEN].
  private static final double COLLAPSED = 0.25;

  private static final double OPEN = 0.75;

  /// A gradient is gone if it is under this share of the scaled score's.
  private static final double GONE = 0.1;

  private static final double MICROSECONDS = 1e6;

  Findings findings() {
    var findings =
        new Findings()
            .setting("keys n", size.keys())
            .setting("queries", size.queries())
            .setting("batches", size.batches())
            .setting("widths d", size.widths())
            .setting("time", "of one thread's processor, lower quartile of turns");
    for (var kind : ScoreKind.values()) {
      findings.figure("variance-exponent/" + kind.label, exponents(kind));
      for (var width : size.widths())
        findings
            .figure(figure("variance", kind, width), of(kind, width, Sharpness::variance))
            .figure(figure("entropy", kind, width), of(kind, width, Sharpness::entropy))
            .figure(figure("gradient", kind, width), of(kind, width, Sharpness::gradient))
            .figure(figure("seconds", kind, width), seconds(kind, width));
    }
    findings.table(extremes());
    findings.table(table("variance", "Variance of the scores", Sharpness::variance, "%.2f"));
    findings.table(
        table(
            "entropy",
            "Entropy of the weights in nats; log n = %.3f".formatted(logKeys()),
            Sharpness::entropy,
            "%.3f"));
    findings.table(
        table("gradient", "Gradient that comes through the softmax", Sharpness::gradient, "%.2g"));
    judge(findings);
    plots(findings);
    return findings;
  }

  private static String figure(String what, ScoreKind kind, int width) {
    return "%s/%s/d%d".formatted(what, kind.label, width);
  }

  private double logKeys() {
    return Math.log(size.keys());
  }

  private List<ScoresResult> seeds(int width) {
    return results.getOrDefault(width, List.of());
  }

  private Range of(ScoreKind kind, int width, ToDoubleFunction<Sharpness> what) {
    return Range.over(seeds(width), seed -> what.applyAsDouble(seed.sharpness(kind)));
  }

  private Range seconds(ScoreKind kind, int width) {
    return Range.over(seeds(width), seed -> seed.seconds(kind));
  }

  /// Of the variance over d, for each seed.
  private Range exponents(ScoreKind kind) {
    return new Range(
        IntStream.range(0, seeds(size.widest()).size())
            .mapToObj(seed -> {
              var variances =
                  size.widths().stream()
                      .map(width -> of(kind, width, Sharpness::variance).values().get(seed))
                      .toList();
              return PowerLaw.fit(widths(), variances).exponent();
            })
            .toList());
  }

  private List<Double> widths() {
    return size.widths().stream().map(Integer::doubleValue).toList();
  }

  private Table extremes() {
    var rows = new ArrayList<List<String>>();
    for (var kind : ScoreKind.values())
      rows.add(
          List.of(
              kind.label,
              exponents(kind).text("%.2f"),
              of(kind, size.widest(), Sharpness::entropy).text("%.3f"),
              of(kind, size.widest(), Sharpness::gradient).text("%.2g"),
              micros(seconds(kind, size.widest())).text("%.0f")));
    return new Table(
        "scores",
        "The four scores at d = %d; log n = %.3f".formatted(size.widest(), logKeys()),
        List.of("score", "variance ∝ d^…", "entropy, nats", "gradient", "µs"),
        rows);
  }

  private static Range micros(Range seconds) {
    return Range.over(seconds.values(), value -> value * MICROSECONDS);
  }

  private Table table(String name, String title, ToDoubleFunction<Sharpness> what, String format) {
    var header = new ArrayList<>(List.of("d"));
    for (var kind : ScoreKind.values()) header.add(kind.label);
    var rows = new ArrayList<List<String>>();
    for (var width : size.widths()) {
      var row = new ArrayList<>(List.of(String.valueOf(width)));
      for (var kind : ScoreKind.values()) row.add(of(kind, width, what).text(format));
      rows.add(row);
    }
    return new Table(name, title, header, rows);
  }

  private void judge(Findings findings) {
    for (var kind : ScoreKind.values()) {
      var law =
          switch (kind) {
            case DOT_PRODUCT, BILINEAR -> 1;
            case SCALED_DOT_PRODUCT, ADDITIVE -> 0;
          };
      var exponents = exponents(kind);
      findings.verdict(
          new Verdict(
              "%s: the variance of the scores %s, exponent within 0.1 of %d"
                  .formatted(kind.label, law == 1 ? "grows as d" : "stays as d grows", law),
              exponents.lowest() > law - TOLERANCE && exponents.highest() < law + TOLERANCE,
              "exponent " + exponents.text("%.3f")));
    }
    var dot = of(ScoreKind.DOT_PRODUCT, size.widest(), Sharpness::entropy);
    findings.verdict(
        new Verdict(
            "without √d the softmax collapses: at the largest d its entropy is under a quarter of log n",
            dot.highest() < COLLAPSED * logKeys(),
            "%s of %.3f nats at d = %d".formatted(dot.text("%.3f"), logKeys(), size.widest())));
    for (var kind : List.of(ScoreKind.SCALED_DOT_PRODUCT, ScoreKind.ADDITIVE)) {
      var lowest =
          size.widths().stream()
              .mapToDouble(width -> of(kind, width, Sharpness::entropy).lowest())
              .min()
              .orElseThrow();
      findings.verdict(
          new Verdict(
              kind.label
                  + ": the softmax stays open, entropy over three quarters of log n at every d",
              lowest > OPEN * logKeys(),
              "lowest %.3f of %.3f nats".formatted(lowest, logKeys())));
    }
    var gone = of(ScoreKind.DOT_PRODUCT, size.widest(), Sharpness::gradient);
    var kept = of(ScoreKind.SCALED_DOT_PRODUCT, size.widest(), Sharpness::gradient);
    findings.verdict(
        new Verdict(
            "without √d the gradient is gone: at the largest d under a tenth of what the scaled score lets through",
            gone.highest() < GONE * kept.lowest(),
            "%s against %s".formatted(gone.text("%.2g"), kept.text("%.2g"))));
    var slower =
        size.widths().stream()
            .filter(width ->
                seconds(ScoreKind.ADDITIVE, width).median()
                    > seconds(ScoreKind.SCALED_DOT_PRODUCT, width).median())
            .count();
    findings.verdict(
        new Verdict(
            "the additive score takes longer than the scaled dot product at every d",
            slower == size.widths().size(),
            "at %d of %d widths; at d = %d %s µs against %s µs"
                .formatted(
                    slower,
                    size.widths().size(),
                    size.widest(),
                    micros(seconds(ScoreKind.ADDITIVE, size.widest())).text("%.0f"),
                    micros(seconds(ScoreKind.SCALED_DOT_PRODUCT, size.widest())).text("%.0f"))));
  }

  private void plots(Findings findings) {
    var entropy = series(kind -> width -> of(kind, width, Sharpness::entropy).median());
    entropy.add(
        Series.line(
            "log n",
            List.of(widths().getFirst(), widths().getLast()),
            List.of(logKeys(), logKeys())));
    findings
        .plot(
            new Plot.Lines(
                "entropy",
                "Entropy of the attention weights",
                Axis.logarithmic("d"),
                Axis.linear("nats"),
                entropy))
        .plot(
            new Plot.Lines(
                "gradient",
                "Gradient that comes back through the softmax, median query",
                Axis.logarithmic("d"),
                Axis.logarithmic("length"),
                series(kind -> width -> of(kind, width, Sharpness::gradient).median())))
        .plot(
            new Plot.Lines(
                "variance",
                "Variance of the scores",
                Axis.logarithmic("d"),
                Axis.logarithmic("variance"),
                series(kind -> width -> of(kind, width, Sharpness::variance).median())))
        .plot(
            new Plot.Lines(
                "seconds",
                "Time of a forward and a backward pass",
                Axis.logarithmic("d"),
                Axis.logarithmic("seconds"),
                series(kind -> width -> seconds(kind, width).median())));
  }

  private ArrayList<Series> series(Function<ScoreKind, Function<Integer, Double>> values) {
    var series = new ArrayList<Series>();
    for (var kind : ScoreKind.values())
      series.add(
          new Series(
              kind.label,
              Series.Mark.LINE_AND_POINTS,
              widths(),
              size.widths().stream().map(values.apply(kind)).toList()));
    return series;
  }
}
