package dev.uvaha.translation.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Guesses which key a misspelled one was meant to be.
final class Spelling {
  private static final int FARTHEST = 3;

  private Spelling() {}

  /// A known path that ends in the same key, or one spelled almost like it.
  static Optional<String> nearest(String path, List<String> known) {
    var key = last(path);
    return known.stream()
        .filter(candidate -> distance(key, last(candidate)) <= Math.min(FARTHEST, key.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(key, last(candidate)))
                .thenComparingInt(candidate -> distance(path, candidate)));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
  }

  /// Levenshtein's: insertions, deletions and replacements of one letter.
  static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) row[j] = j;
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
