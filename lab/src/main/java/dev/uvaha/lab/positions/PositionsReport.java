package dev.uvaha.lab.positions;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes findings of what was trained.
record PositionsReport(PositionsSize size, Map<PositionKind, List<PositionsResult>> results) {
  /// Guessing among 16 tokens is right in a sixteenth; whoever knows which tokens there are, more
  /// often.
  private static final double GUESSED = 0.3;

  private static final double LEARNT = 0.95;
  private static final double ALIKE = 0.02;
  private static final double LOST = 0.5;
  private static final double KEPT = 0.9;
  private static final double FURTHER = 0.1;

  void tell(Findings findings) {
    var rows = new ArrayList<List<String>>();
    for (var kind : PositionKind.values()) {
      findings.figure("accuracy/trained-length/" + kind.label, trained(kind));
      findings.figure("accuracy/beyond/" + kind.label, beyond(kind));
      rows.add(List.of(kind.label, trained(kind).text("%.3f"), beyond(kind).text("%.3f")));
    }
    findings.table(
        new Table(
            "accuracy",
            "Share of tokens named rightly; guessing: %.3f".formatted(1.0 / CopyTask.VOCABULARY),
            List.of(
                "positions",
                "length %d, as trained".formatted(size.length()),
                "positions %d to %d, never trained".formatted(size.length(), size.longer() - 1)),
            rows));
    judge(findings);
    plots(findings);
  }

  private List<PositionsResult> seeds(PositionKind kind) {
    return results.getOrDefault(kind, List.of());
  }

  private Range trained(PositionKind kind) {
    return PositionsResult.trained(seeds(kind));
  }

  private Range beyond(PositionKind kind) {
    return PositionsResult.beyond(seeds(kind), size.length());
  }

  private void judge(Findings findings) {
    var none = trained(PositionKind.NONE);
    findings.verdict(
        new Verdict(
            "without positions the task can't be learnt: accuracy under 0.3",
            none.highest() < GUESSED,
            none.text("%.3f")));
    for (var kind : List.of(PositionKind.SINUSOIDAL, PositionKind.LEARNED, PositionKind.ROTARY)) {
      var accuracy = trained(kind);
      findings.verdict(
          new Verdict(
              "%s positions let it be learnt: accuracy over 0.95 at the trained length"
                  .formatted(kind.label),
              accuracy.lowest() > LEARNT,
              accuracy.text("%.3f")));
    }
    var sinusoidal = trained(PositionKind.SINUSOIDAL);
    var learned = trained(PositionKind.LEARNED);
    findings.verdict(
        new Verdict(
            "learned and sinusoidal positions do alike at the trained length: medians within 0.02",
            Math.abs(sinusoidal.median() - learned.median()) < ALIKE,
            "sinusoidal %s, learned %s".formatted(sinusoidal.text("%.3f"), learned.text("%.3f"))));
    var learnedBeyond = beyond(PositionKind.LEARNED);
    var sinusoidalBeyond = beyond(PositionKind.SINUSOIDAL);
    findings
        .verdict(
            new Verdict(
                "learned positions are lost where they were not trained: accuracy under 0.5",
                learnedBeyond.highest() < LOST,
                learnedBeyond.text("%.3f")))
        .verdict(
            new Verdict(
                "sinusoidal positions go further than learned ones: more accurate where not trained, by 0.1 or more",
                sinusoidalBeyond.lowest() >= learnedBeyond.highest() + FURTHER,
                "sinusoidal %s, learned %s"
                    .formatted(sinusoidalBeyond.text("%.3f"), learnedBeyond.text("%.3f"))))
        .verdict(
            new Verdict(
                "rotary positions go on: accuracy over 0.9 where not trained",
                beyond(PositionKind.ROTARY).lowest() > KEPT,
                beyond(PositionKind.ROTARY).text("%.3f")));
  }

  private void plots(Findings findings) {
    var accuracies = new ArrayList<Series>();
    var losses = new ArrayList<Series>();
    for (var kind : PositionKind.values()) {
      var median =
          IntStream.range(0, size.longer() - CopyTask.BACK)
              .mapToObj(i -> Range.over(seeds(kind), seed -> seed.accuracy().get(i)).median())
              .toList();
      accuracies.add(Series.line(kind.label, numbers(median.size(), CopyTask.BACK, 1), median));
      var loss = seeds(kind).getFirst().losses();
      losses.add(
          Series.line(
              kind.label,
              numbers(loss.size(), size.steps() / loss.size(), size.steps() / loss.size()),
              loss));
    }
    accuracies.add(
        Series.line(
            "trained up to here",
            List.of(size.length() - 0.5, size.length() - 0.5),
            List.of(0.0, 1.0)));
    findings
        .plot(
            new Plot.Lines(
                "accuracy",
                "Tokens named rightly in sequences twice as long as trained",
                Axis.linear("position"),
                Axis.linear("accuracy"),
                accuracies))
        .plot(
            new Plot.Lines(
                "loss",
                "Training loss",
                Axis.linear("step"),
                Axis.logarithmic("cross-entropy, nats"),
                losses));
  }

  /// `count` numbers, `step` apart.
  private static List<Double> numbers(int count, int first, int step) {
    return IntStream.range(0, count).mapToObj(i -> first + (double) i * step).toList();
  }
}
