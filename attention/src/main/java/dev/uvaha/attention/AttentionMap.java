package dev.uvaha.attention;

import dev.uvaha.nn.Check;
import dev.uvaha.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Where one head of one layer looked, for people: tokens on both axes, plain numbers between.
///
/// @param layer from 0
/// @param head from 0
/// @param queries the T tokens that look, one for each row
/// @param keys the S tokens that are looked at, one for each column
/// @param weights `[T][S]`; each row sums to 1, or is zeros if its query may see nothing
@SuppressWarnings("ArrayRecordComponent") // plain numbers are the point; maps are not compared
public record AttentionMap(
    int layer, int head, List<String> queries, List<String> keys, float[][] weights) {
  public AttentionMap {
    queries = List.copyOf(queries);
    keys = List.copyOf(keys);
    if (weights.length != queries.size())
      throw new IllegalArgumentException(
          "AttentionMap: needs a row for each of %d queries, got %d"
              .formatted(queries.size(), weights.length));
    for (var row : weights)
      if (row.length != keys.size())
        throw new IllegalArgumentException(
            "AttentionMap: needs a column for each of %d keys, got %d"
                .formatted(keys.size(), row.length));
  }

  /// The maps of every head of a layer, for one sequence of a batch. The tokens say how much of it
  /// is real: padding is cut.
  ///
  /// @param weights `[B, N, T, S]`, from [MultiHeadAttention#attend]
  /// @param row which sequence
  /// @throws IllegalArgumentException if there are more tokens than positions
  public static List<AttentionMap> of(
      int layer, Tensor weights, int row, List<String> queries, List<String> keys) {
    Check.shape("AttentionMap", "weights", weights, "[B, N, T, S]", -1, -1, -1, -1);
    if (queries.size() > weights.size(2) || keys.size() > weights.size(3))
      throw new IllegalArgumentException(
          "AttentionMap: %d queries and %d keys do not fit weights %s"
              .formatted(queries.size(), keys.size(), weights.shape()));
    var heads = (int) weights.size(1);
    var width = keys.size();
    var maps = new ArrayList<AttentionMap>(heads);
    try (var sequence = weights.select(0, row);
        var rows = sequence.narrow(1, 0, queries.size());
        var real = rows.narrow(2, 0, width)) {
      var numbers = real.toFloats();
      for (var head = 0; head < heads; head++)
        maps.add(
            new AttentionMap(
                layer, head, queries, keys, matrix(numbers, head, queries.size(), width)));
    }
    return List.copyOf(maps);
  }

  private static float[][] matrix(float[] numbers, int head, int height, int width) {
    var matrix = new float[height][width];
    for (var i = 0; i < height; i++)
      System.arraycopy(numbers, (head * height + i) * width, matrix[i], 0, width);
    return matrix;
  }
}
