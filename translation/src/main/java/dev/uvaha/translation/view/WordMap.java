package dev.uvaha.translation.view;

import java.util.ArrayList;
import java.util.List;

/// A map between words: the weights of a source word's pieces added up, those of a target word's
/// pieces averaged, so that each row still sums to what it did.
@SuppressWarnings("ArrayRecordComponent") // plain numbers; maps are not compared
record WordMap(List<String> queries, List<String> keys, float[][] weights) {

  /// Merges the rows and columns of pieces to those of words.
  static WordMap of(List<String> queries, List<String> keys, float[][] weights) {
    var rows = words(queries);
    var columns = words(keys);
    var merged = new float[rows.size()][columns.size()];
    for (int i = 0; i < merged.length; i++)
      for (int j = 0; j < merged[i].length; j++)
        for (int t = rows.get(i).start(); t < rows.get(i).end(); t++)
          for (int s = columns.get(j).start(); s < columns.get(j).end(); s++)
            merged[i][j] += weights[t][s] / rows.get(i).length();
    return new WordMap(labels(queries, rows), labels(keys, columns), merged);
  }

  private record Span(int start, int end) {
    private int length() {
      return end - start;
    }
  }

  private static List<Span> words(List<String> tokens) {
    var words = new ArrayList<Span>();
    for (int start = 0, end; start < tokens.size(); start = end) {
      end = start + 1;
      while (end < tokens.size() && TokenLabels.continues(tokens.get(end - 1), tokens.get(end)))
        end++;
      words.add(new Span(start, end));
    }
    return words;
  }

  private static List<String> labels(List<String> tokens, List<Span> words) {
    return words.stream()
        .map(word -> TokenLabels.ofWord(tokens.subList(word.start(), word.end())))
        .toList();
  }
}
