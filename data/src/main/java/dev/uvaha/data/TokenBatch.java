package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;

/// Windows of a stream of tokens under each other, with the token that comes after each.
///
/// @param rows B
/// @param columns T
/// @param inputs what is read, `[B, T]`, row by row
/// @param targets what comes after each, `[B, T]`
/// @param documents the number of each input's document within its row, from 0, `[B, T]`
@SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, without a copy
public record TokenBatch(int rows, int columns, int[] inputs, int[] targets, int[] documents) {
  /// Whether each row is of one document.
  public boolean isOfOneDocumentEach() {
    for (int document : documents) if (document > 0) return false;
    return true;
  }

  /// The upper and the lower half of its rows; of a single row that itself.
  public List<TokenBatch> halves() {
    var upper = rows / 2;
    return upper == 0 ? List.of(this) : List.of(rows(0, upper), rows(upper, rows));
  }

  private TokenBatch rows(int from, int to) {
    return new TokenBatch(
        to - from,
        columns,
        rows(inputs, from, to),
        rows(targets, from, to),
        rows(documents, from, to));
  }

  private int[] rows(int[] values, int from, int to) {
    return Arrays.copyOfRange(values, from * columns, to * columns);
  }

  /// How many predictions it asks for.
  public long tokens() {
    return targets.length;
  }
}
