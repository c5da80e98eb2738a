package dev.uvaha.studio.calculator;

import java.util.List;
import java.util.stream.IntStream;

/// What is to be computed.
///
/// @param order of the input: row i of what attention gets is row `order[i]` of what was typed
record Question(Input input, Score score, Mask mask, Encoding positions, List<Integer> order) {
  static final int MOST_ROWS = 12;
  static final int MOST_COLUMNS = 8;

  /// How well a key fits a query.
  enum Score {
    DOT,
    SCALED,
    ADDITIVE
  }

  /// Who may look where.
  enum Mask {
    NONE,
    CAUSAL
  }

  /// What tells the order.
  enum Encoding {
    NONE,
    SINUSOIDAL
  }

  /// What attention looks at.
  sealed interface Input {
    /// The rows that the order permutes.
    int rows();
  }

  /// Words of one sentence, each a vector that is always the same; queries, keys and values are
  /// linear functions of them. The order permutes the words.
  record Words(List<String> words) implements Input {
    private static final int MOST_LETTERS = 24;

    Words {
      words = List.copyOf(words);
      if (words.isEmpty() || words.size() > MOST_ROWS)
        throw new IllegalArgumentException(
            "there may be 1 to %d words, got %d".formatted(MOST_ROWS, words.size()));
      for (var word : words)
        if (word.isBlank() || word.length() > MOST_LETTERS)
          throw new IllegalArgumentException(
              "a word may have 1 to %d letters, got '%s'".formatted(MOST_LETTERS, word));
    }

    @Override
    public int rows() {
      return words.size();
    }
  }

  /// Queries `[T, q]`, keys `[S, k]` and values `[S, v]` as they are. The order permutes keys
  /// together with their values.
  @SuppressWarnings("ArrayRecordComponent") // plain numbers are the point
  record Numbers(float[][] queries, float[][] keys, float[][] values) implements Input {
    Numbers {
      if (keys.length != values.length)
        throw new IllegalArgumentException(
            "each key needs a value: K has %d rows, V has %d"
                .formatted(keys.length, values.length));
    }

    @Override
    public int rows() {
      return keys.length;
    }
  }

  Question {
    order = order.isEmpty() ? identity(input.rows()) : List.copyOf(order);
    if (!order.stream().sorted().toList().equals(identity(input.rows())))
      throw new IllegalArgumentException(
          "the order must name each of %d rows once, got %s".formatted(input.rows(), order));
    if (input instanceof Numbers(var queries, var keys, _)) {
      var width = queries[0].length;
      if (score != Score.ADDITIVE && width != keys[0].length)
        throw new IllegalArgumentException(
            "a dot product needs queries and keys of one width: Q has %d columns, K has %d"
                .formatted(width, keys[0].length));
      if (positions == Encoding.SINUSOIDAL && (width % 2 != 0 || keys[0].length % 2 != 0))
        throw new IllegalArgumentException(
            "positions need an even width: Q has %d columns, K has %d"
                .formatted(width, keys[0].length));
    }
  }

  private static List<Integer> identity(int rows) {
    return IntStream.range(0, rows).boxed().toList();
  }

  /// The same as it was typed.
  Question unpermuted() {
    return new Question(input, score, mask, positions, List.of());
  }
}
