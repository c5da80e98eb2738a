package dev.uvaha.text.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each n-gram of one order occurs in a sentence.
final class NgramCounts {
  private final Map<Object, Integer> counts;
  private final int total;

  private NgramCounts(Map<Object, Integer> counts, int total) {
    this.counts = counts;
    this.total = total;
  }

  /// Of words, as lists of them.
  static NgramCounts ofWords(List<String> words, int order) {
    int total = Math.max(0, words.size() - order + 1);
    var counts = HashMap.<Object, Integer>newHashMap(total);
    for (int i = 0; i < total; i++) {
      counts.merge(words.subList(i, i + order), 1, Integer::sum);
    }
    return new NgramCounts(counts, total);
  }

  /// Of characters, as strings of `order` code points.
  static NgramCounts ofCharacters(int[] codePoints, int order) {
    int total = Math.max(0, codePoints.length - order + 1);
    var counts = HashMap.<Object, Integer>newHashMap(total);
    for (int i = 0; i < total; i++) {
      counts.merge(new String(codePoints, i, order), 1, Integer::sum);
    }
    return new NgramCounts(counts, total);
  }

  int total() {
    return total;
  }

  /// How many of these n-grams stand in `reference` too, each as often as it does there.
  int matches(NgramCounts reference) {
    int matches = 0;
    for (var entry : counts.entrySet()) {
      matches += Math.min(entry.getValue(), reference.counts.getOrDefault(entry.getKey(), 0));
    }
    return matches;
  }
}
