package dev.uvaha.text;

import java.util.Arrays;

/// Merges the bytes of one word into tokens: always the pair of lowest rank, the leftmost of
/// equals. A heap of candidates keeps it at n·log n, so that a word of a million letters is no
/// attack.
///
/// Belongs to one thread; its arrays are used again from word to word.
final class WordMerger {
  private final BpeMerges merges;
  private int[] symbols = new int[64];
  private int[] next = new int[64];
  private int[] previous = new int[64];
  private long[] heap = new long[64];
  private int heapSize;

  WordMerger(BpeMerges merges) {
    this.merges = merges;
  }

  /// The tokens of the word whose bytes are the first `length` ones of `utf8`.
  int[] merge(byte[] utf8, int length) {
    start(utf8, length);
    int left = length;
    while (heapSize > 0) {
      long candidate = poll();
      int rank = (int) (candidate >> 32);
      int at = (int) candidate;
      int after = symbols[at] < 0 ? -1 : next[at];
      if (after < 0) {
        continue;
      }
      int current = merges.rank(symbols[at], symbols[after]);
      if (current < 0 || merges.product(current) != merges.product(rank)) {
        continue; // the pair has changed since it was queued
      }
      join(at, after, merges.product(rank));
      left--;
    }
    return tokens(left);
  }

  private void start(byte[] utf8, int length) {
    if (length > symbols.length) {
      int capacity = Math.max(length, symbols.length * 2);
      symbols = new int[capacity];
      next = new int[capacity];
      previous = new int[capacity];
    }
    heapSize = 0;
    for (int i = 0; i < length; i++) {
      symbols[i] = merges.byteToken(utf8[i] & 0xFF);
      previous[i] = i - 1;
      next[i] = i + 1 < length ? i + 1 : -1;
    }
    for (int i = 0; i + 1 < length; i++) {
      offer(i, i + 1);
    }
  }

  private void join(int at, int after, int product) {
    symbols[at] = product;
    symbols[after] = -1;
    next[at] = next[after];
    if (next[at] >= 0) {
      previous[next[at]] = at;
      offer(at, next[at]);
    }
    if (previous[at] >= 0) {
      offer(previous[at], at);
    }
  }

  private int[] tokens(int count) {
    var tokens = new int[count];
    for (int i = 0, at = 0; i < count; i++, at = next[at]) {
      tokens[i] = symbols[at];
    }
    return tokens;
  }

  private void offer(int left, int right) {
    int rank = merges.rank(symbols[left], symbols[right]);
    if (rank < 0) {
      return;
    }
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, heapSize * 2);
    }
    long candidate = ((long) rank << 32) | left;
    int at = heapSize++;
    while (at > 0 && heap[(at - 1) / 2] > candidate) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = candidate;
  }

  private long poll() {
    long least = heap[0];
    long last = heap[--heapSize];
    int at = 0;
    while (2 * at + 1 < heapSize) {
      int child = 2 * at + 1;
      if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return least;
  }
}
