package dev.uvaha.training.recipe;

import dev.uvaha.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static int distance(String first, String second) {
    return EditDistance.between(first, second, Math.max(first.length(), second.length()));
  }
}
