package dev.uvaha.data.grammar;

import java.util.Set;

/// Decides which combinations of two words are never seen in training, by a hash of the two.
final class Holdout {
  private static final int BUCKETS = 24;
  private static final Set<String> TRAINED =
      Set.of("cat cross+", "cross+ street", "cat tired", "street wide", "learn+ AI");

  /// Where sentences with this combination belong: one in 24 to the test, one in 24 to validation.
  Split split(String first, String second) {
    long hash = first.hashCode() * 0x9E3779B97F4A7C15L + second.hashCode();
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    int bucket = (int) Long.remainderUnsigned(hash ^ (hash >>> 31), BUCKETS);
    if (bucket > 1 || TRAINED.contains(first + " " + second)) {
      return Split.TRAIN;
    }
    return bucket == 0 ? Split.TEST : Split.VALID;
  }
}
