package dev.uvaha.lab.permutation;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.permutation.Subject.Kind;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Randomness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Self-attention's equivariance to permutations, and its end.
public final class PermutationExperiment implements Experiment {
  /// Rounding may differ with the order of a sum; more than this is no rounding.
  private static final double SINGLE_ROUNDING = 1e-5;

  private static final double DOUBLE_ROUNDING = 1e-13;

  /// What must differ at least where order counts.
  private static final double NOTICED = 1e-2;

  @Override
  public String name() {
    return "permutation";
  }

  @Override
  public String title() {
    return "Permutations: what self-attention does not notice";
  }

  @Override
  public String question() {
    return "Let P put the positions of X into another order. The lecture shows that self-attention f"
        + " is equivariant, f(P X) = P f(X), so that the mean over its outputs does not change at all."
        + " We measure max |f(P X) - P f(X)| with random weights, inputs and permutations, in float32"
        + " and float64. Without positions nothing but rounding should be left; positions, a causal"
        + " mask, a convolution's window and a recurrent state should each end it.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, PermutationSize.of(study));
  }

  Findings run(Study study, PermutationSize size) {
    var results = new EnumMap<Kind, List<PermutationResult>>(Kind.class);
    for (var kind : Kind.values())
      results.put(
          kind,
          study.eachSeed(
              kind.name().toLowerCase(Locale.ROOT),
              PermutationResult.class,
              (part, seed) -> result(study, part, kind, size, seed)));
    var findings =
        new Findings()
            .setting("sequence lengths", size.lengths())
            .setting("width", size.width())
            .setting("heads", size.heads())
            .setting("permutations", size.permutations());
    findings.table(table(findings, results, size));
    judge(findings, results);
    return findings.plot(plot(results, size));
  }

  private static PermutationResult result(
      Study study, String part, Kind kind, PermutationSize size, long seed) {
    Randomness.seed(seed);
    var subject = kind.create(size);
    var single = errors(study, part, subject, DataType.FLOAT32, size, seed);
    subject.convertTo(DataType.FLOAT64);
    var result =
        new PermutationResult(single, errors(study, part, subject, DataType.FLOAT64, size, seed));
    study
        .watch()
        .finished(part, String.format(Locale.ROOT, "%.1e", single.getLast().equivariance()));
    return result;
  }

  private static List<OrderError> errors(
      Study study, String part, Subject subject, DataType type, PermutationSize size, long seed) {
    var errors = new ArrayList<OrderError>();
    for (var length : size.lengths()) {
      study.watch().advanced(part, (double) errors.size() / size.lengths().size(), type.toString());
      errors.add(OrderError.of(subject, length, type, size, seed));
    }
    return errors;
  }

  private static Table table(
      Findings findings, Map<Kind, List<PermutationResult>> results, PermutationSize size) {
    var rows = new ArrayList<List<String>>();
    results.forEach((kind, seeds) -> {
      var single = single(seeds, OrderError::equivariance);
      var twice = twice(seeds, OrderError::equivariance);
      var pooled = single(seeds, OrderError::invariance);
      findings
          .figure("equivariance/float32/" + kind.label, single)
          .figure("equivariance/float64/" + kind.label, twice)
          .figure("invariance/float32/" + kind.label, pooled)
          .figure("invariance/float64/" + kind.label, twice(seeds, OrderError::invariance));
      rows.add(
          List.of(
              kind.label,
              single.text("%.2g"),
              twice.text("%.2g"),
              pooled.text("%.2g"),
              single(seeds, OrderError::size).text("%.2f")));
    });
    return new Table(
        "errors",
        "What another order changes, at length " + size.longest(),
        List.of(
            "layer",
            "|f(PX) − P f(X)|, float32",
            "float64",
            "|mean f(PX) − mean f(X)|",
            "largest |f(X)|"),
        rows);
  }

  private static void judge(Findings findings, Map<Kind, List<PermutationResult>> results) {
    var attention = seeds(results, Kind.SELF_ATTENTION);
    var single = single(attention, OrderError::equivariance);
    var twice = twice(attention, OrderError::equivariance);
    findings.verdict(
        new Verdict(
            "self-attention is equivariant: the error is rounding, under 1e-5 in float32 and under 1e-13 in float64",
            single.highest() < SINGLE_ROUNDING && twice.highest() < DOUBLE_ROUNDING,
            "float32 %s, float64 %s".formatted(single.text("%.2g"), twice.text("%.2g"))));
    var pooled = single(attention, OrderError::invariance);
    findings.verdict(
        new Verdict(
            "the mean over its outputs is invariant: under 1e-5 in float32",
            pooled.highest() < SINGLE_ROUNDING,
            "float32 " + pooled.text("%.2g")));
    for (var kind : Kind.values()) {
      if (kind == Kind.SELF_ATTENTION) continue;
      var error = twice(seeds(results, kind), OrderError::equivariance);
      findings.verdict(
          new Verdict(
              "order counts for: %s; it changes some output by more than 0.01"
                  .formatted(kind.label.replace("…", "self-attention")),
              error.lowest() > NOTICED,
              "float64 " + error.text("%.2f")));
    }
  }

  private static Plot plot(Map<Kind, List<PermutationResult>> results, PermutationSize size) {
    var lengths = size.lengths().stream().map(Integer::doubleValue).toList();
    var series = new ArrayList<Series>();
    results.forEach((kind, seeds) -> {
      var errors = seeds.getFirst().single().stream().map(PermutationExperiment::shown).toList();
      series.add(new Series(kind.label, Series.Mark.LINE_AND_POINTS, lengths, errors));
    });
    return new Plot.Lines(
        "errors-by-length",
        "What another order changes, float32",
        Axis.logarithmic("sequence length n"),
        Axis.logarithmic("max |f(PX) − P f(X)|"),
        series);
  }

  /// An exact zero has no place on a logarithmic axis.
  private static double shown(OrderError error) {
    return Math.max(error.equivariance(), Float.MIN_NORMAL);
  }

  private static List<PermutationResult> seeds(
      Map<Kind, List<PermutationResult>> results, Kind kind) {
    return results.getOrDefault(kind, List.of());
  }

  private static Range single(List<PermutationResult> seeds, ToDoubleFunction<OrderError> of) {
    return new Range(
        seeds.stream().map(seed -> of.applyAsDouble(seed.single().getLast())).toList());
  }

  private static Range twice(List<PermutationResult> seeds, ToDoubleFunction<OrderError> of) {
    return new Range(seeds.stream().map(seed -> of.applyAsDouble(seed.twice().getLast())).toList());
  }
}
