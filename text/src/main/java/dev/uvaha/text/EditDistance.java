package dev.uvaha.text;

import java.util.Arrays;

/// Damerau–Levenshtein distance in its restricted form (optimal string alignment): how many
/// characters must be inserted, deleted, replaced or swapped with a neighbour, none of them twice.
public final class EditDistance {
  private EditDistance() {}

  /// The distance of `first` and `second` in code points, or `limit` + 1 if it is more than
  /// `limit`.
  public static int between(String first, String second, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative, got " + limit);
    }
    if (Math.abs(first.length() - second.length()) > 2L * limit) {
      return limit + 1; // a code point has two chars at most
    }
    int[] a = first.codePoints().toArray();
    int[] b = second.codePoints().toArray();
    int[] beforeLast = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    int[] row = new int[b.length + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length; i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      if (least > limit) {
        return limit + 1;
      }
    }
    return Math.min(last[b.length], limit + 1);
  }
}
