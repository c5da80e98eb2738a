package dev.uvaha.data;

import java.util.List;

/// Several sequences as one rectangle, row by row, padded on the right with zeros.
///
/// A row may be nothing but padding; so may all. The rectangle has a column even then.
public sealed interface PaddedSequences {
  /// B.
  int rows();

  /// T, at least 1.
  int columns();

  /// How many elements of each row are its own, 0 to T; the rest is padding.
  int[] lengths();

  /// Token ids, `[B, T]`.
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record Tokens(int rows, int columns, int[] ids, int[] lengths) implements PaddedSequences {}

  /// Vectors, `[B, T, F]`.
  ///
  /// @param width F
  @SuppressWarnings("ArrayRecordComponent") // handed to tensors as they are, never compared
  record Vectors(int rows, int columns, int width, float[] values, int[] lengths)
      implements PaddedSequences {}

  /// Sequences under each other, as wide as the longest one.
  ///
  /// @throws IllegalArgumentException if there are none, or their elements are not of one kind and
  ///   width
  static PaddedSequences of(List<Sequence> sequences) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("PaddedSequences: no sequences to put under each other");
    }
    int rows = sequences.size();
    var lengths = sequences.stream().mapToInt(Sequence::length).toArray();
    int columns = Math.max(1, sequences.stream().mapToInt(Sequence::length).max().orElse(1));
    return switch (sequences.getFirst()) {
      case Sequence.Tokens _ -> {
        var ids = new int[Math.multiplyExact(rows, columns)];
        for (int row = 0; row < rows; row++) {
          if (!(sequences.get(row) instanceof Sequence.Tokens(int[] own))) {
            throw unlike(sequences, row);
          }
          System.arraycopy(own, 0, ids, row * columns, own.length);
        }
        yield new Tokens(rows, columns, ids, lengths);
      }
      case Sequence.Vectors(int width, _) -> {
        var values = new float[Math.multiplyExact(rows, Math.multiplyExact(columns, width))];
        for (int row = 0; row < rows; row++) {
          if (!(sequences.get(row) instanceof Sequence.Vectors(int ownWidth, float[] own))
              || ownWidth != width) {
            throw unlike(sequences, row);
          }
          System.arraycopy(own, 0, values, row * columns * width, own.length);
        }
        yield new Vectors(rows, columns, width, values, lengths);
      }
    };
  }

  private static IllegalArgumentException unlike(List<Sequence> sequences, int row) {
    return new IllegalArgumentException(
        "PaddedSequences: sequence %d is of %s, the first of %s; a batch needs one kind"
            .formatted(row, sequences.get(row).elements(), sequences.getFirst().elements()));
  }
}
