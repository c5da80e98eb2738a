package dev.uvaha.lab.coreference;

import dev.uvaha.lab.coreference.TokenText.Span;
import java.util.Locale;

/// How often a head looks more at the antecedent than at the other noun, the weights of a noun's
/// pieces added up. Guessing, and looking always at the subject, is right half of the time.
///
/// @param layer from 0
/// @param head from 0
/// @param items how many sentences each half has
/// @param choosing right ones of the first half, which heads are chosen by
/// @param measuring right ones of the second half
/// @param weight on the antecedent, mean over all
record HeadCount(
    Gaze gaze, int layer, int head, int items, int choosing, int measuring, double weight) {
  private static final double NORMAL_95 = 1.96;
  static final double CHANCE = 0.5;

  /// The share of all sentences that it is right in.
  double accuracy() {
    return (choosing + measuring) / (2.0 * items);
  }

  /// Wilson's interval of 95% for the share of all sentences.
  Interval interval() {
    return Interval.of(choosing + measuring, 2 * items);
  }

  /// The same for the half that it was not chosen by.
  Interval measured() {
    return Interval.of(measuring, items);
  }

  /// `layer 2, head 3`, both from 1.
  String name() {
    return "layer %d, head %d".formatted(layer + 1, head + 1);
  }

  /// The weights of a noun's pieces added up.
  static double weight(float[] row, Span noun) {
    var sum = 0.0;
    for (var i = noun.first(); i < noun.end(); i++) sum += row[i];
    return sum;
  }

  /// A share, and where the true one is likely to be (Wilson 1927).
  record Interval(double share, double low, double high) {
    static Interval of(int right, int of) {
      var share = (double) right / of;
      var squared = NORMAL_95 * NORMAL_95;
      var middle = (share + squared / (2 * of)) / (1 + squared / of);
      var half =
          NORMAL_95
              / (1 + squared / of)
              * Math.sqrt(share * (1 - share) / of + squared / (4.0 * of * of));
      return new Interval(share, middle - half, middle + half);
    }

    boolean isAboveChance() {
      return low > CHANCE;
    }

    /// `84.0% (80.1–87.2)`.
    String text() {
      return String.format(Locale.ROOT, "%.1f%% (%.1f–%.1f)", 100 * share, 100 * low, 100 * high);
    }
  }
}
