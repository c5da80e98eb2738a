package dev.uvaha.text.metrics;

import dev.uvaha.text.metrics.BleuConfig.NgramOrders;
import java.util.ArrayList;
import java.util.List;

/// BLEU ("BLEU: a Method for Automatic Evaluation of Machine Translation", Papineni et al. 2002),
/// as sacreBLEU counts it with one reference per sentence.
public final class Bleu {
  private static final int ORDERS = BleuStatistics.ORDERS;

  private final BleuConfig config;

  public Bleu(BleuConfig config) {
    this.config = config;
  }

  /// sacreBLEU's signature of this metric.
  public String signature() {
    return config.signature();
  }

  /// What one pair adds to a corpus.
  public BleuStatistics statistics(String hypothesis, String reference) {
    var hypothesisWords = words(hypothesis);
    var referenceWords = words(reference);
    var matches = new long[ORDERS];
    var totals = new long[ORDERS];
    for (int order = 1; order <= ORDERS; order++) {
      var ngrams = NgramCounts.ofWords(hypothesisWords, order);
      matches[order - 1] = ngrams.matches(NgramCounts.ofWords(referenceWords, order));
      totals[order - 1] = ngrams.total();
    }
    return new BleuStatistics(hypothesisWords.size(), referenceWords.size(), matches, totals);
  }

  /// The score of summed statistics.
  public BleuScore score(BleuStatistics statistics) {
    var precisions = precisions(statistics);
    double penalty = brevityPenalty(statistics);
    boolean matched = statistics.matches(1) > 0; // no longer n-gram matches without its words
    double value = matched ? penalty * StrictMath.exp(meanLog(precisions, statistics)) : 0;
    return new BleuScore(
        value,
        precisions,
        penalty,
        statistics.hypothesisLength(),
        statistics.referenceLength(),
        signature());
  }

  /// The score of a corpus, whose lists are aligned.
  ///
  /// @throws IllegalArgumentException if the lists differ in size or are empty
  public BleuScore corpus(List<String> hypotheses, List<String> references) {
    AlignedLines.check(hypotheses, references);
    var sum = BleuStatistics.EMPTY;
    for (int i = 0; i < hypotheses.size(); i++) {
      sum = sum.plus(statistics(hypotheses.get(i), references.get(i)));
    }
    return score(sum);
  }

  /// The score of one sentence; [BleuConfig#SENTENCE] is the configuration meant for it.
  public BleuScore sentence(String hypothesis, String reference) {
    return score(statistics(hypothesis, reference));
  }

  private List<String> words(String sentence) {
    var trimmed = UnicodeSpaces.withoutTrailing(config.letterCase().apply(sentence));
    return config.tokenization().words(trimmed);
  }

  private static double brevityPenalty(BleuStatistics statistics) {
    double hypothesis = statistics.hypothesisLength();
    double reference = statistics.referenceLength();
    if (hypothesis >= reference) {
      return 1;
    }
    return hypothesis == 0 ? 0 : StrictMath.exp(1 - reference / hypothesis);
  }

  /// 0–100 by order; an order without a match counts as half a match, the next as a quarter …
  private static List<Double> precisions(BleuStatistics statistics) {
    var precisions = new ArrayList<Double>(ORDERS);
    double smoothing = 1;
    for (int order = 1; order <= ORDERS; order++) {
      long matches = statistics.matches(order);
      long total = statistics.total(order);
      if (statistics.matches(1) == 0 || total == 0) {
        precisions.add(0.0);
      } else if (matches == 0) {
        smoothing *= 2;
        precisions.add(100 / (smoothing * total));
      } else {
        precisions.add(100.0 * matches / total);
      }
    }
    return precisions;
  }

  private double meanLog(List<Double> precisions, BleuStatistics statistics) {
    int orders = ORDERS;
    if (config.orders() == NgramOrders.EFFECTIVE) {
      while (orders > 1 && statistics.total(orders) == 0) {
        orders--;
      }
    }
    double sum = 0;
    for (double precision : precisions.subList(0, orders)) {
      sum += precision == 0 ? -9_999_999_999.0 : StrictMath.log(precision);
    }
    return sum / orders;
  }
}
