package dev.uvaha.lab.toy;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.PartTraining;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Fleuret's toy task: two tasks, three networks.
public final class ToyExperiment implements Experiment {
  private static final int REPORTS = 24;
  private static final long TEST_SEED = 1_000_003; // no training seed

  /// A network wins if its error is less than this share of the other's.
  private static final double WIN = 0.5;

  /// A network fails beside another if its error is more than this many times the other's.
  private static final double FAILURE = 1.25;

  /// A task is learnt if the error is less than this share of doing nothing's.
  private static final double LEARNT = 0.2;

  private final Function<Study, ToySize> sizes;

  public ToyExperiment() {
    this(ToySize::of);
  }

  ToyExperiment(Function<Study, ToySize> sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String title() {
    return "Fleuret's toy task: convolutions, attention, positions";
  }

  @Override
  public String question() {
    return "A sequence of 100 numbers has two triangles and two rectangles; each must become as high"
        + " as its pair is on average. In task 1 shapes of one kind are a pair, in task 2 the two"
        + " leftmost and the two rightmost. A convolution sees a window and cannot look for a"
        + " partner; attention looks anywhere, but without positions cannot tell left from right.";
  }

  @Override
  public Findings run(Study study) {
    var size = sizes.apply(study);
    var findings =
        new Findings()
            .setting("training sequences", size.training())
            .setting("test sequences", size.test())
            .setting("batch", size.batch() + " (published: 100)")
            .setting(
                "steps",
                String.format(
                    Locale.ROOT,
                    "%,d in task 1, %,d in task 2 (published: 62,500)",
                    size.steps().byKind(),
                    size.steps().bySide()))
            .setting("optimizer", "Adam, rate up to " + size.rate() + ", cosine (published: 0.001)")
            .setting("noise floor", rounded(ToySequence.NOISE_FLOOR));
    var rows = new ArrayList<List<String>>();
    for (var pairing : Pairing.values()) {
      var results = new EnumMap<Kind, List<ToyResult>>(Kind.class);
      for (var kind : Kind.values())
        results.put(
            kind,
            study.eachSeed(
                name(pairing) + "-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                ToyResult.class,
                (part, seed) -> result(study, part, pairing, kind, size, seed)));
      tell(findings, rows, pairing, results, size);
    }
    findings.table(
        new Table(
            "test-error",
            "Mean squared error on sequences never seen; the noise alone has "
                + rounded(ToySequence.NOISE_FLOOR),
            List.of("task", "network", "parameters", "error", "of doing nothing"),
            rows));
    return findings;
  }

  private static String name(Pairing pairing) {
    return switch (pairing) {
      case BY_KIND -> "task1";
      case BY_SIDE -> "task2";
    };
  }

  private static ToyResult result(
      Study study, String part, Pairing pairing, Kind kind, ToySize size, long seed) {
    Randomness.seed(seed);
    var task = ToyTask.create(ToyNetwork.create(kind), pairing, size, seed);
    var steps = size.steps().of(pairing);
    var report = Math.max(1, steps / REPORTS);
    var config =
        new TrainingConfig(
            new Optimizer.Adam(0.9, 0.999, 1e-8, 0),
            new Schedule.Cosine(size.rate(), ToySize.WARMUP, steps, 0),
            new StepConfig(1, Double.POSITIVE_INFINITY, Precision.best(Device.CPU)),
            new Intervals(report, Long.MAX_VALUE, report),
            new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0),
            Limits.steps(steps),
            seed);
    var losses = new PartTraining(study, part).train(task, config);
    var result = tested(task, pairing, size, losses);
    study.watch().finished(part, "test error " + rounded(result.testError()));
    return result;
  }

  private static ToyResult tested(
      ToyTask task, Pairing pairing, ToySize size, List<Double> losses) {
    var test = ToyTask.draw(pairing, size.test(), TEST_SEED);
    return Autograd.noGradient(() -> {
      var squares = 0.0;
      for (var first = 0; first < test.size(); first += size.batch()) {
        try (var _ = TensorScope.open()) {
          var batch = test.subList(first, Math.min(first + size.batch(), test.size()));
          squares += task.error(batch) * batch.size();
        }
      }
      try (var _ = TensorScope.open()) {
        var output = task.predict(test.subList(0, 1));
        var attention =
            output.attention().map(weights -> rows(weights.toFloats())).orElse(List.of());
        return new ToyResult(
            task.network().parameterCount(),
            losses,
            squares / test.size(),
            doubles(output.prediction().toFloats()),
            attention);
      }
    });
  }

  private static List<List<Double>> rows(float[] matrix) {
    return IntStream.range(0, ToySequence.LENGTH)
        .mapToObj(t ->
            IntStream.range(0, ToySequence.LENGTH)
                .mapToObj(s -> (double) matrix[t * ToySequence.LENGTH + s])
                .toList())
        .toList();
  }

  private static List<Double> doubles(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }

  private static void tell(
      Findings findings,
      List<List<String>> rows,
      Pairing pairing,
      Map<Kind, List<ToyResult>> results,
      ToySize size) {
    var task = name(pairing);
    var nothing = ofDoingNothing(ToyTask.draw(pairing, size.test(), TEST_SEED));
    findings.figure(task + "/test-error/doing-nothing", Range.of(nothing));
    var errors = new EnumMap<Kind, Range>(Kind.class);
    results.forEach((kind, seeds) -> {
      var error = Range.over(seeds, ToyResult::testError);
      errors.put(kind, error);
      findings.figure(task + "/test-error/" + kind.label, error);
      rows.add(
          List.of(
              task,
              kind.label,
              String.format(Locale.ROOT, "%,d", seeds.getFirst().parameters()),
              error.text("%.3f"),
              String.format(Locale.ROOT, "%.1f%%", 100 * error.median() / nothing)));
    });
    judge(findings, pairing, errors, nothing);
    plots(findings, pairing, results, size);
  }

  private static void judge(
      Findings findings, Pairing pairing, Map<Kind, Range> errors, double nothing) {
    var convolutions = errors.get(Kind.CONVOLUTIONS);
    var attention = errors.get(Kind.ATTENTION);
    var positions = errors.get(Kind.ATTENTION_AND_POSITIONS);
    if (convolutions == null || attention == null || positions == null)
      throw new IllegalStateException("a network was not run");
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

  private static void plots(
      Findings findings, Pairing pairing, Map<Kind, List<ToyResult>> results, ToySize size) {
    var task = name(pairing);
    var last = (double) size.steps().of(pairing);
    var curves = new ArrayList<Series>();
    results.forEach((kind, seeds) -> {
      var losses = seeds.getFirst().losses();
      curves.add(Series.line(kind.label, steps(losses.size(), last), losses));
    });
    curves.add(
        Series.line(
            "noise floor",
            List.of(0.0, last),
            List.of(ToySequence.NOISE_FLOOR, ToySequence.NOISE_FLOOR)));
    findings.plot(
        new Plot.Lines(
            task + "-loss",
            task + ": training loss",
            Axis.linear("step"),
            Axis.logarithmic("mean squared error"),
            curves));
    var example = ToyTask.draw(pairing, 1, TEST_SEED).getFirst();
    var places = IntStream.range(0, ToySequence.LENGTH).mapToObj(t -> (double) t).toList();
    var shown = new ArrayList<Series>();
    shown.add(Series.line("input", places, doubles(example.input())));
    shown.add(Series.line("target", places, doubles(example.target())));
    results.forEach(
        (kind, seeds) -> shown.add(Series.line(kind.label, places, seeds.getFirst().prediction())));
    findings.plot(
        new Plot.Lines(
            task + "-example",
            task + ": a sequence never seen, and what each network makes of it",
            Axis.linear("position"),
            Axis.linear("height"),
            shown));
    results.forEach((kind, seeds) -> {
      if (seeds.getFirst().attention().isEmpty()) return;
      findings.plot(
          new Plot.Heat(
              task + "-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-map",
              task + ", " + kind.label + ": where each position looks in that sequence",
              "position that looks",
              "position looked at",
              seeds.getFirst().attention()));
    });
  }

  /// The steps of so many reports.
  private static List<Double> steps(int reports, double last) {
    return IntStream.rangeClosed(1, reports).mapToObj(i -> i * last / reports).toList();
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
