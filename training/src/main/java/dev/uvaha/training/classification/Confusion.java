package dev.uvaha.training.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which class was told where which was right.
///
/// @param labels the classes
/// @param counts `counts.get(right).get(told)`
public record Confusion(List<String> labels, List<List<Integer>> counts) {
  /// Keeps its own copies.
  public Confusion {
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
  }

  /// Of answers.
  ///
  /// @param right numbers of classes
  /// @param told as many
  public static Confusion of(List<String> labels, int[] right, int[] told) {
    var counts = new int[labels.size()][labels.size()];
    for (var i = 0; i < right.length; i++) counts[right[i]][told[i]]++;
    var rows = new ArrayList<List<Integer>>();
    for (var row : counts) rows.add(Arrays.stream(row).boxed().toList());
    return new Confusion(labels, rows);
  }

  /// How many examples there are.
  public int examples() {
    return counts.stream().mapToInt(Confusion::sum).sum();
  }

  /// The share of right answers, 0 to 1.
  public double accuracy() {
    var right = 0;
    for (var i = 0; i < labels.size(); i++) right += counts.get(i).get(i);
    return (double) right / examples();
  }

  /// The mean of the classes' F1, each counting as much: 0 to 1. A class that neither was right nor
  /// told has none, and is left out.
  public double macroF1() {
    var sum = 0.0;
    var classes = 0;
    for (var i = 0; i < labels.size(); i++) {
      var place = i;
      var hits = counts.get(i).get(i);
      var right = sum(counts.get(i));
      var told = counts.stream().mapToInt(row -> row.get(place)).sum();
      if (right + told == 0) continue;
      sum += 2.0 * hits / (right + told);
      classes++;
    }
    return classes == 0 ? 0 : sum / classes;
  }

  private static int sum(List<Integer> row) {
    return row.stream().mapToInt(Integer::intValue).sum();
  }

  /// As JSON holds it: examples, accuracy, macro-F1, labels and counts.
  public Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    values.put("examples", examples());
    values.put("accuracy", accuracy());
    values.put("macro_f1", macroF1());
    values.put("labels", labels);
    values.put("confusion", counts);
    return values;
  }
}
