package dev.uvaha.text.metrics;

import java.util.Arrays;

/// What BLEU needs to know of some pairs of hypothesis and reference: lengths in words, and n-grams
/// of orders 1–4 with how many of them matched. Statistics of sets of pairs add up.
public final class BleuStatistics {
  static final int ORDERS = 4;

  /// The statistics of no pairs.
  public static final BleuStatistics EMPTY =
      new BleuStatistics(0, 0, new long[ORDERS], new long[ORDERS]);

  private final long hypothesisLength;
  private final long referenceLength;
  private final long[] matches;
  private final long[] totals;

  BleuStatistics(long hypothesisLength, long referenceLength, long[] matches, long[] totals) {
    this.hypothesisLength = hypothesisLength;
    this.referenceLength = referenceLength;
    this.matches = matches;
    this.totals = totals;
  }

  /// The statistics of both sets of pairs together.
  public BleuStatistics plus(BleuStatistics other) {
    var summedMatches = matches.clone();
    var summedTotals = totals.clone();
    Arrays.setAll(summedMatches, n -> summedMatches[n] + other.matches[n]);
    Arrays.setAll(summedTotals, n -> summedTotals[n] + other.totals[n]);
    return new BleuStatistics(
        hypothesisLength + other.hypothesisLength,
        referenceLength + other.referenceLength,
        summedMatches,
        summedTotals);
  }

  public long hypothesisLength() {
    return hypothesisLength;
  }

  public long referenceLength() {
    return referenceLength;
  }

  /// The hypotheses' n-grams that stand in the references; `order` is 1–4.
  public long matches(int order) {
    return matches[order - 1];
  }

  /// The hypotheses' n-grams; `order` is 1–4.
  public long total(int order) {
    return totals[order - 1];
  }
}
