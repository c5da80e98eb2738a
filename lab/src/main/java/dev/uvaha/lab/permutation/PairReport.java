package dev.uvaha.lab.permutation;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the attention layer makes of another order of queries, keys and values, for each seed.
record PairReport(List<PairResult> seeds) {
  void tell(Findings findings) {
    var rows = new ArrayList<List<String>>();
    var pairs = row(findings, rows, "key–value pairs", PairError::pairs);
    var queries = row(findings, rows, "queries", PairError::queries);
    var keys = row(findings, rows, "keys without their values", PairError::keys);
    findings.table(
        new Table(
            "pairs",
            "What is left of the difference if the attention layer gets these in another order",
            List.of("in another order", "float32", "float64"),
            rows));
    findings
        .verdict(
            rounding("the attention layer is invariant to the order of its key–value pairs", pairs))
        .verdict(rounding("it is equivariant to the order of its queries", queries))
        .verdict(
            new Verdict(
                "keys in another order than their values change it, by more than 0.01",
                keys.single().lowest() > Rounding.NOTICED,
                "float32 " + keys.single().text("%.2g")));
  }

  /// What one order came to.
  private record Ranges(Range single, Range twice) {
    String text() {
      return "float32 %s, float64 %s".formatted(single.text("%.2g"), twice.text("%.2g"));
    }
  }

  private Ranges row(
      Findings findings,
      List<List<String>> rows,
      String ordered,
      ToDoubleFunction<PairError> error) {
    var ranges =
        new Ranges(
            Range.over(seeds, seed -> error.applyAsDouble(seed.single())),
            Range.over(seeds, seed -> error.applyAsDouble(seed.twice())));
    findings
        .figure("attention-layer/float32/" + ordered, ranges.single())
        .figure("attention-layer/float64/" + ordered, ranges.twice());
    rows.add(List.of(ordered, ranges.single().text("%.2g"), ranges.twice().text("%.2g")));
    return ranges;
  }

  private static Verdict rounding(String law, Ranges error) {
    return new Verdict(
        law + ": the error is rounding, under 1e-5 in float32 and under 1e-13 in float64",
        error.single().highest() < Rounding.SINGLE && error.twice().highest() < Rounding.DOUBLE,
        error.text());
  }
}
