package dev.uvaha.text.metrics;

import java.util.ArrayList;
import java.util.List;

/// Sorts sentences by their number of words, to see how quality falls with length.
///
/// - `upperBounds`: the most words of each bucket but the last, which is open; increasing
public record LengthBuckets(List<Integer> upperBounds) {
  /// Up to 10, 20, 30, 40, 50 words, and longer.
  public static final LengthBuckets DEFAULT = new LengthBuckets(List.of(10, 20, 30, 40, 50));

  public LengthBuckets {
    upperBounds = List.copyOf(upperBounds);
    for (int i = 0; i < upperBounds.size(); i++) {
      if (upperBounds.get(i) < (i == 0 ? 0 : upperBounds.get(i - 1) + 1)) {
        throw new IllegalArgumentException("bounds of buckets must increase: " + upperBounds);
      }
    }
  }

  /// How many buckets there are.
  public int size() {
    return upperBounds.size() + 1;
  }

  /// The bucket of a sentence, from 0.
  public int index(String sentence) {
    int words = UnicodeSpaces.split(sentence).size();
    int index = 0;
    while (index < upperBounds.size() && words > upperBounds.get(index)) {
      index++;
    }
    return index;
  }

  /// The label of a sentence's bucket, such as `11-20`.
  public String label(String sentence) {
    return label(index(sentence));
  }

  /// The labels of all buckets, such as `0-10`, `11-20`, `21+`.
  public List<String> labels() {
    var labels = new ArrayList<String>();
    for (int i = 0; i < size(); i++) {
      labels.add(label(i));
    }
    return labels;
  }

  private String label(int index) {
    int least = index == 0 ? 0 : upperBounds.get(index - 1) + 1;
    return index == upperBounds.size() ? least + "+" : least + "-" + upperBounds.get(index);
  }
}
