package dev.uvaha.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How often each pair of tokens occurs, and which words got which pair since the last
/// [drain][#drain].
final class PairCounts {
  /// Takes a pair that occurs, its count and the words that got it.
  @FunctionalInterface
  interface Receiver {
    void accept(long pair, long count, IntList words);
  }

  private final PairTable indices = new PairTable(1 << 12);
  private long[] pairs = new long[1 << 12];
  private long[] counts = new long[1 << 12];
  private @Nullable IntList[] gained = new IntList[1 << 12];
  private int size;
  private IntList changed = new IntList();

  long count(long pair) {
    int index = indices.get(pair);
    return index < 0 ? 0 : counts[index];
  }

  void lose(long pair, long count) {
    counts[index(pair)] -= count;
  }

  void gain(long pair, long count, int word) {
    int index = index(pair);
    counts[index] += count;
    var words = gained[index];
    if (words == null) {
      words = new IntList();
      gained[index] = words;
      changed.addOnce(index);
    }
    words.addOnce(word);
  }

  void drain(Receiver receiver) {
    for (int i = 0; i < changed.size(); i++) {
      int index = changed.get(i);
      var words = gained[index];
      if (words != null && counts[index] > 0) {
        receiver.accept(pairs[index], counts[index], words);
      }
      gained[index] = null;
    }
    changed = new IntList();
  }

  private int index(long pair) {
    int index = indices.get(pair);
    if (index >= 0) {
      return index;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      gained = Arrays.copyOf(gained, size * 2);
    }
    pairs[size] = pair;
    indices.put(pair, size);
    return size++;
  }
}
