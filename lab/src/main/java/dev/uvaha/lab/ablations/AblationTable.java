package dev.uvaha.lab.ablations;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Plot.Series.Mark;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.recipe.RecipeFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Our table 3.
///
/// @param results of each row, for each seed
record AblationTable(Map<Ablation, List<RecipeFigures>> results) {
  /// BLEU that is as good as equal.
  private static final double CLOSE = 1;

  void tell(Findings findings) {
    var rows = new ArrayList<List<String>>();
    var points = new ArrayList<Series>();
    results.forEach((row, seeds) -> {
      findings
          .figure(row.label + "/bleu", bleu(row))
          .figure(row.label + "/perplexity", perplexity(row))
          .figure(row.label + "/parameters", Range.over(seeds, RecipeFigures::parameters))
          .figure(row.label + "/seconds", Range.over(seeds, RecipeFigures::seconds));
      rows.add(
          List.of(
              row.label,
              String.format(Locale.ROOT, "%,d", seeds.getFirst().parameters()),
              Range.over(seeds, RecipeFigures::seconds).text("%.0f"),
              perplexity(row).text("%.3f"),
              bleu(row).text("%.1f"),
              row.published));
      points.add(
          new Series(
              row.label,
              Mark.POINTS,
              seeds.stream().map(RecipeFigures::perplexity).toList(),
              seeds.stream().map(RecipeFigures::bleu).toList()));
    });
    findings
        .table(
            new Table(
                "ablations",
                "One change a row; perplexity on the validation pairs, BLEU on the test pairs",
                List.of(
                    "change",
                    "parameters",
                    "seconds",
                    "perplexity",
                    "BLEU",
                    "in the paper: BLEU (perplexity)"),
                rows))
        .plot(
            new Plot.Lines(
                "perplexity-and-bleu",
                "Perplexity and BLEU of each change, a point for each seed",
                Axis.linear("validation perplexity"),
                Axis.linear("BLEU"),
                points));
    judge(findings);
  }

  private void judge(Findings findings) {
    worse(findings, Ablation.ONE_HEAD, "one head is worse than four");
    worse(findings, Ablation.ONE_LAYER, "fewer layers are worse");
    worse(findings, Ablation.HALF_WIDTH, "a narrower model is worse");
    worse(findings, Ablation.NO_DROPOUT, "without dropout BLEU is worse");
    if (results.containsKey(Ablation.NO_SMOOTHING)) {
      findings.verdict(
          new Verdict(
              "without label smoothing perplexity is better",
              perplexity(Ablation.NO_SMOOTHING).median() < perplexity(Ablation.BASE).median(),
              compared(
                  "perplexity",
                  "%.3f",
                  perplexity(Ablation.BASE),
                  perplexity(Ablation.NO_SMOOTHING))));
      worse(findings, Ablation.NO_SMOOTHING, "without label smoothing BLEU is worse");
    }
    if (results.containsKey(Ablation.LEARNED_POSITIONS))
      findings.verdict(
          new Verdict(
              "learned positions are as good as sinusoids: within one BLEU",
              Math.abs(bleu(Ablation.LEARNED_POSITIONS).median() - bleu(Ablation.BASE).median())
                  <= CLOSE,
              compared("BLEU", "%.1f", bleu(Ablation.BASE), bleu(Ablation.LEARNED_POSITIONS))));
    worse(findings, Ablation.NO_POSITIONS, "without positions BLEU is worse");
  }

  /// Expects of a row, if it was run, that its BLEU is lower, in the median, than without its
  /// change.
  private void worse(Findings findings, Ablation row, String expectation) {
    if (!results.containsKey(row)) return;
    findings.verdict(
        new Verdict(
            expectation,
            bleu(row).median() < bleu(Ablation.BASE).median(),
            compared("BLEU", "%.1f", bleu(Ablation.BASE), bleu(row))));
  }

  private static String compared(String figure, String format, Range base, Range changed) {
    return "%s: base %s, changed %s".formatted(figure, base.text(format), changed.text(format));
  }

  private Range bleu(Ablation row) {
    return Range.over(seeds(row), RecipeFigures::bleu);
  }

  private Range perplexity(Ablation row) {
    return Range.over(seeds(row), RecipeFigures::perplexity);
  }

  private List<RecipeFigures> seeds(Ablation row) {
    var seeds = results.get(row);
    if (seeds == null) throw new IllegalStateException(row + " was not run");
    return seeds;
  }
}
