package dev.uvaha.text;

/// The merges of a byte-level BPE: which pair of tokens makes which token, and in what order.
final class BpeMerges {
  private final int[] byteTokens;
  private final PairTable ranks;
  private final long[] pairs;
  private final int[] products;

  /// - `byteTokens`: the token of each byte value
  /// - `pairs`: the pair of each merge, by rank
  /// - `products`: the token that each merge makes, by rank
  BpeMerges(int[] byteTokens, long[] pairs, int[] products) {
    this.byteTokens = byteTokens;
    this.pairs = pairs;
    this.products = products;
    this.ranks = new PairTable(pairs.length);
    for (int rank = 0; rank < pairs.length; rank++) {
      ranks.put(pairs[rank], rank); // of equal pairs the last counts, as in Hugging Face's reader
    }
  }

  int byteToken(int value) {
    return byteTokens[value];
  }

  /// The rank of the merge of `left` and `right`, or -1 if they don't merge.
  int rank(int left, int right) {
    return ranks.get(PairTable.pair(left, right));
  }

  int count() {
    return pairs.length;
  }

  long pair(int rank) {
    return pairs[rank];
  }

  int product(int rank) {
    return products[rank];
  }
}
