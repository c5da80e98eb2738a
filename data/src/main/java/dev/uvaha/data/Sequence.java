package dev.uvaha.data;

import java.util.Arrays;

/// A sequence x ∈ S(X): its elements are tokens or vectors of real numbers. It may be empty.
public sealed interface Sequence {
  /// How many elements.
  int length();

  /// Says what the elements are, such as `tokens` or `vectors of width 3`: what sequences of one
  /// batch have in common.
  String elements();

  /// Token ids.
  ///
  /// @param ids each 0 or more
  @SuppressWarnings("ArrayRecordComponent") // read-only by agreement; copies would double them
  record Tokens(int... ids) implements Sequence {
    public Tokens {
      for (int id : ids) {
        if (id < 0) {
          throw new IllegalArgumentException("Sequence: a token is 0 or more, got " + id);
        }
      }
    }

    @Override
    public int length() {
      return ids.length;
    }

    @Override
    public String elements() {
      return "tokens";
    }

    /// The largest id; -1 if there is none.
    int largest() {
      return Arrays.stream(ids).max().orElse(-1);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tokens(int[] others) && Arrays.equals(ids, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
      return "Tokens" + Arrays.toString(ids);
    }
  }

  /// Vectors, one after the other.
  ///
  /// @param width F, the numbers of one vector, 1 or more
  /// @param values `length * width` finite numbers
  @SuppressWarnings("ArrayRecordComponent") // read-only by agreement; copies would double them
  record Vectors(int width, float... values) implements Sequence {
    public Vectors {
      if (width < 1 || values.length % width != 0) {
        throw new IllegalArgumentException(
            "Sequence: vectors of width %d can't have %d numbers in all"
                .formatted(width, values.length));
      }
      Numbers.requireFinite("Sequence", values);
    }

    /// Vectors under each other.
    ///
    /// @throws IllegalArgumentException if there is none, or their widths differ
    public static Vectors of(float[]... vectors) {
      if (vectors.length == 0) {
        throw new IllegalArgumentException(
            "Sequence: no vectors to tell the width by; use new Vectors(width)");
      }
      int width = vectors[0].length;
      var values = new float[Math.multiplyExact(vectors.length, width)];
      for (int t = 0; t < vectors.length; t++) {
        if (vectors[t].length != width) {
          throw new IllegalArgumentException(
              "Sequence: all vectors must be as wide as the first, %d, but number %d has %d"
                  .formatted(width, t, vectors[t].length));
        }
        System.arraycopy(vectors[t], 0, values, t * width, width);
      }
      return new Vectors(width, values);
    }

    @Override
    public int length() {
      return values.length / width;
    }

    @Override
    public String elements() {
      return "vectors of width " + width;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Vectors(int otherWidth, float[] others)
          && width == otherWidth
          && Arrays.equals(values, others);
    }

    @Override
    public int hashCode() {
      return 31 * width + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Vectors[" + width + ", " + Arrays.toString(values) + "]";
    }
  }
}
