package dev.uvaha.text;

/// A word of the training text as tokens, which merges make fewer.
final class TrainingWord {
  private final int[] tokens;
  private final long frequency;
  private int length;

  TrainingWord(String word, int[] byteTokens, long frequency) {
    var utf8 = Utf8.bytes(word);
    this.frequency = frequency;
    tokens = new int[utf8.length];
    length = utf8.length;
    for (int i = 0; i < length; i++) {
      tokens[i] = byteTokens[utf8[i] & 0xFF];
    }
  }

  /// Counts the pairs of this word, whose number is `index`.
  void pairs(int index, PairCounts counts) {
    for (int i = 0; i + 1 < length; i++) {
      counts.gain(PairTable.pair(tokens[i], tokens[i + 1]), frequency, index);
    }
  }

  /// Puts `product` for each `pair`, from the left, and counts the pairs that this makes and
  /// breaks.
  void merge(int index, long pair, int product, PairCounts counts) {
    int left = PairTable.left(pair);
    int right = PairTable.right(pair);
    int kept = 0;
    for (int i = 0; i < length; ) {
      if (tokens[i] != left || i + 1 == length || tokens[i + 1] != right) {
        tokens[kept++] = tokens[i++];
        continue;
      }
      i += 2;
      if (kept > 0) {
        counts.lose(PairTable.pair(tokens[kept - 1], left), frequency);
        counts.gain(PairTable.pair(tokens[kept - 1], product), frequency, index);
      }
      if (i < length) {
        counts.lose(PairTable.pair(right, tokens[i]), frequency);
        counts.gain(PairTable.pair(product, tokens[i]), frequency, index);
      }
      tokens[kept++] = product;
    }
    length = kept;
  }
}
