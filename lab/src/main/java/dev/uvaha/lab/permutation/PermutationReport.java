package dev.uvaha.lab.permutation;

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
import java.util.function.ToDoubleFunction;

/// What whole layers make of another order of the sequence, for each seed.
record PermutationReport(PermutationSize size, Map<Subject, List<PermutationResult>> results) {
  void tell(Findings findings) {
    findings.table(table(findings));
    judge(findings);
    findings.plot(plot());
  }

  private Table table(Findings findings) {
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

  private void judge(Findings findings) {
    var attention = seeds(Subject.SELF_ATTENTION);
    var single = single(attention, OrderError::equivariance);
    var twice = twice(attention, OrderError::equivariance);
    findings.verdict(
        new Verdict(
            "self-attention is equivariant: the error is rounding, under 1e-5 in float32 and under 1e-13 in float64",
            single.highest() < Rounding.SINGLE && twice.highest() < Rounding.DOUBLE,
            "float32 %s, float64 %s".formatted(single.text("%.2g"), twice.text("%.2g"))));
    var pooled = single(attention, OrderError::invariance);
    findings.verdict(
        new Verdict(
            "the mean over its outputs is invariant: under 1e-5 in float32",
            pooled.highest() < Rounding.SINGLE,
            "float32 " + pooled.text("%.2g")));
    for (var kind : Subject.values()) {
      if (kind == Subject.SELF_ATTENTION) continue;
      var error = twice(seeds(kind), OrderError::equivariance);
      findings.verdict(
          new Verdict(
              "order counts for: %s; it changes some output by more than 0.01"
                  .formatted(kind.label.replace("…", "self-attention")),
              error.lowest() > Rounding.NOTICED,
              "float64 " + error.text("%.2f")));
    }
  }

  private Plot plot() {
    var lengths = size.lengths().stream().map(Integer::doubleValue).toList();
    var series = new ArrayList<Series>();
    results.forEach((kind, seeds) -> {
      var errors = seeds.getFirst().single().stream().map(PermutationReport::shown).toList();
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

  private List<PermutationResult> seeds(Subject kind) {
    return results.getOrDefault(kind, List.of());
  }

  private static Range single(List<PermutationResult> seeds, ToDoubleFunction<OrderError> of) {
    return Range.over(seeds, seed -> of.applyAsDouble(seed.single().getLast()));
  }

  private static Range twice(List<PermutationResult> seeds, ToDoubleFunction<OrderError> of) {
    return Range.over(seeds, seed -> of.applyAsDouble(seed.twice().getLast()));
  }
}
