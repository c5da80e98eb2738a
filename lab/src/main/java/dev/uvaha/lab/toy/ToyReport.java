package dev.uvaha.lab.toy;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What the networks came to, for each seed.
record ToyReport(ToySize size, Map<Trial, List<ToyResult>> results) {
  /// A network wins if its error is less than this share of the other's.
  private static final double WIN = 0.5;

  /// A network fails beside another if its error is more than this many times the other's.
  private static final double FAILURE = 1.25;

  /// A task is learnt if the error is less than this share of doing nothing's.
  private static final double LEARNT = 0.2;

  void tell(Findings findings) {
    var rows = new ArrayList<List<String>>();
    for (var pairing : Pairing.values()) tell(findings, rows, pairing);
    findings.table(
        new Table(
            "test-error",
            "Mean squared error on sequences never seen; the noise alone has "
                + rounded(ToySequence.NOISE_FLOOR),
            List.of("task", "network", "parameters", "error", "of doing nothing"),
            rows));
  }

  private void tell(Findings findings, List<List<String>> rows, Pairing pairing) {
    var task = Trial.task(pairing);
    var nothing = ofDoingNothing(ToyTask.draw(pairing, size.test(), ToyExperiment.TEST_SEED));
    findings.figure(task + "/test-error/doing-nothing", Range.of(nothing));
    for (var kind : Kind.values()) {
      var error = error(pairing, kind);
      findings.figure(task + "/test-error/" + kind.label, error);
      rows.add(
          List.of(
              task,
              kind.label,
              String.format(Locale.ROOT, "%,d", seeds(pairing, kind).getFirst().parameters()),
              error.text("%.3f"),
              String.format(Locale.ROOT, "%.1f%%", 100 * error.median() / nothing)));
    }
    judge(findings, pairing, nothing);
    plots(findings, pairing);
  }

  private List<ToyResult> seeds(Pairing pairing, Kind kind) {
    var seeds = results.get(new Trial(pairing, kind));
    if (seeds == null) throw new IllegalStateException(kind + " was not run");
    return seeds;
  }

  private Range error(Pairing pairing, Kind kind) {
    return Range.over(seeds(pairing, kind), ToyResult::testError);
  }

  private void judge(Findings findings, Pairing pairing, double nothing) {
    var convolutions = error(pairing, Kind.CONVOLUTIONS);
    var attention = error(pairing, Kind.ATTENTION);
    var positions = error(pairing, Kind.ATTENTION_AND_POSITIONS);
    switch (pairing) {
      case BY_KIND ->
          findings.verdict(
              new Verdict(
                  "attention wins task 1: less than half of the convolutions' error, for every seed",
                  attention.highest() < WIN * convolutions.lowest(),
                  compared("attention", attention, "convolutions", convolutions)));
      case BY_SIDE -> {
        findings.verdict(
            new Verdict(
                "without positions attention fails task 2: a quarter more error than with them, or worse, for every seed",
                attention.lowest() > FAILURE * positions.highest(),
                compared("without", attention, "with positions", positions)));
        findings.verdict(
            new Verdict(
                "with positions attention learns task 2: less than a fifth of the error of doing nothing, and less than half of the convolutions', for every seed",
                positions.highest() < LEARNT * nothing
                    && positions.highest() < WIN * convolutions.lowest(),
                compared("with positions", positions, "convolutions", convolutions)
                    + String.format(Locale.ROOT, ", doing nothing %.3f", nothing)));
      }
    }
  }

  private static String compared(String one, Range ones, String other, Range others) {
    return "test error: %s %s, %s %s".formatted(one, ones.text("%.3f"), other, others.text("%.3f"));
  }

  /// The error of whoever gives the input back.
  private static double ofDoingNothing(List<ToySequence> sequences) {
    var squares = 0.0;
    for (var sequence : sequences)
      for (var t = 0; t < ToySequence.LENGTH; t++)
        squares += Math.pow(sequence.input()[t] - sequence.target()[t], 2);
    return squares / sequences.size() / ToySequence.LENGTH;
  }

  private void plots(Findings findings, Pairing pairing) {
    var task = Trial.task(pairing);
    findings.plot(
        new Plot.Lines(
            task + "-loss",
            task + ": training loss",
            Axis.linear("step"),
            Axis.logarithmic("mean squared error"),
            losses(pairing)));
    findings.plot(
        new Plot.Lines(
            task + "-example",
            task + ": a sequence never seen, and what each network makes of it",
            Axis.linear("position"),
            Axis.linear("height"),
            example(pairing)));
    Trial.of(pairing)
        .forEach(trial -> {
          var weights = seeds(pairing, trial.kind()).getFirst().attention();
          if (weights.isEmpty()) return;
          findings.plot(
              new Plot.Heat(
                  trial.key() + "-map",
                  task + ", " + trial.kind().label + ": where each position looks in that sequence",
                  "position that looks",
                  "position looked at",
                  weights));
        });
  }

  private List<Series> losses(Pairing pairing) {
    var last = (double) size.steps().of(pairing);
    var curves = new ArrayList<Series>();
    for (var kind : Kind.values()) {
      var losses = seeds(pairing, kind).getFirst().losses();
      curves.add(Series.line(kind.label, steps(losses.size(), last), losses));
    }
    curves.add(
        Series.line(
            "noise floor",
            List.of(0.0, last),
            List.of(ToySequence.NOISE_FLOOR, ToySequence.NOISE_FLOOR)));
    return curves;
  }

  private List<Series> example(Pairing pairing) {
    var example = ToyTask.draw(pairing, 1, ToyExperiment.TEST_SEED).getFirst();
    var places = IntStream.range(0, ToySequence.LENGTH).mapToObj(t -> (double) t).toList();
    var shown = new ArrayList<Series>();
    shown.add(Series.line("input", places, ToyExperiment.doubles(example.input())));
    shown.add(Series.line("target", places, ToyExperiment.doubles(example.target())));
    for (var kind : Kind.values())
      shown.add(Series.line(kind.label, places, seeds(pairing, kind).getFirst().prediction()));
    return shown;
  }

  /// The steps of so many reports.
  private static List<Double> steps(int reports, double last) {
    return IntStream.rangeClosed(1, reports).mapToObj(i -> i * last / reports).toList();
  }

  static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
