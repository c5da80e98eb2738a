package dev.uvaha.text.metrics;

import java.util.Arrays;

/// What chrF needs to know of some pairs of hypothesis and reference: for each order, the n-grams
/// of both and how many matched. Statistics of sets of pairs add up.
public final class ChrFStatistics {
  private final long[] hypothesis;
  private final long[] reference;
  private final long[] matches;

  /// The statistics of no pairs.
  public static ChrFStatistics empty(ChrFConfig config) {
    int orders = config.orders();
    return new ChrFStatistics(new long[orders], new long[orders], new long[orders]);
  }

  ChrFStatistics(long[] hypothesis, long[] reference, long[] matches) {
    this.hypothesis = hypothesis;
    this.reference = reference;
    this.matches = matches;
  }

  /// The statistics of both sets of pairs together.
  ///
  /// @throws IllegalArgumentException if the other statistics are of other orders
  public ChrFStatistics plus(ChrFStatistics other) {
    if (matches.length != other.matches.length) {
      throw new IllegalArgumentException(
          "statistics of %d orders can't be added to those of %d"
              .formatted(other.matches.length, matches.length));
    }
    return new ChrFStatistics(
        sum(hypothesis, other.hypothesis),
        sum(reference, other.reference),
        sum(matches, other.matches));
  }

  int orders() {
    return matches.length;
  }

  long hypothesis(int order) {
    return hypothesis[order];
  }

  long reference(int order) {
    return reference[order];
  }

  long matches(int order) {
    return matches[order];
  }

  private static long[] sum(long[] first, long[] second) {
    var sum = first.clone();
    Arrays.setAll(sum, i -> sum[i] + second[i]);
    return sum;
  }
}
