package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;

/// Token ids of several sentences as one rectangle `[B, T]`, row by row, padded on the right.
///
/// @param rows B, at least 1
/// @param columns T, at least 1
/// @param ids `rows * columns` ids
/// @param lengths how many ids of each row are the sentence's own, 1 to T each; the rest are
///   padding
@SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, without a copy
public record PaddedIds(int rows, int columns, int[] ids, int[] lengths) {
  public PaddedIds {
    if (rows < 1 || columns < 1 || (long) rows * columns != ids.length || rows != lengths.length) {
      throw new IllegalArgumentException(
          "PaddedIds: expected ids [B>=1, T>=1] and lengths [B], got [%d, %d] with %d ids and %d lengths"
              .formatted(rows, columns, ids.length, lengths.length));
    }
    for (int row = 0; row < rows; row++) {
      if (lengths[row] < 1 || lengths[row] > columns) {
        throw new IllegalArgumentException(
            "PaddedIds: the length of row %d must be 1 to %d, got %d"
                .formatted(row, columns, lengths[row]));
      }
    }
  }

  /// Sentences under each other, as wide as the longest one.
  ///
  /// @param padding the id that fills the rows up
  public static PaddedIds of(List<int[]> sentences, int padding) {
    var lengths = sentences.stream().mapToInt(sentence -> sentence.length).toArray();
    int columns = Arrays.stream(lengths).max().orElse(0);
    var ids = new int[Math.multiplyExact(lengths.length, columns)];
    Arrays.fill(ids, padding);
    for (int row = 0; row < lengths.length; row++) {
      System.arraycopy(sentences.get(row), 0, ids, row * columns, lengths[row]);
    }
    return new PaddedIds(lengths.length, columns, ids, lengths);
  }

  /// Rows `[from, to)`, as wide as the longest of them.
  PaddedIds rows(int from, int to) {
    var own = Arrays.copyOfRange(lengths, from, to);
    var width = Arrays.stream(own).max().orElse(1);
    var values = new int[own.length * width];
    for (int row = from; row < to; row++) {
      System.arraycopy(ids, row * columns, values, (row - from) * width, width);
    }
    return new PaddedIds(own.length, width, values, own);
  }

  /// The sentence of one row, without padding.
  public int[] sentence(int row) {
    return Arrays.copyOfRange(ids, row * columns, row * columns + lengths[row]);
  }

  /// How many ids are sentences' own.
  public long tokens() {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  /// How much of the rectangle is padding, 0 to 1.
  public double paddingShare() {
    return 1 - (double) tokens() / ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaddedIds that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(lengths, that.lengths);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return "PaddedIds[%d, %d, lengths=%s]".formatted(rows, columns, Arrays.toString(lengths));
  }
}
