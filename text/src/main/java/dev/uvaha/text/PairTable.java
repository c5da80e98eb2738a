package dev.uvaha.text;

import java.util.Arrays;

/// A map from pairs of token ids to numbers that are not negative, without boxing.
final class PairTable {
  private static final long EMPTY = -1;

  private long[] keys;
  private int[] values;
  private int size;

  PairTable(int expectedSize) {
    int capacity = Integer.highestOneBit(Math.max(expectedSize, 8)) * 4;
    keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    values = new int[capacity];
  }

  /// Two ids that are not negative, as one number which orders as (left, right) does.
  static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  static int left(long pair) {
    return (int) (pair >> 32);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /// The number of `pair`, or -1 if it has none.
  int get(long pair) {
    int slot = slot(pair);
    return keys[slot] == EMPTY ? -1 : values[slot];
  }

  void put(long pair, int value) {
    int slot = slot(pair);
    if (keys[slot] == EMPTY) {
      if (++size * 2 > keys.length) {
        grow();
        slot = slot(pair);
      }
      keys[slot] = pair;
    }
    values[slot] = value;
  }

  private int slot(long pair) {
    long hash = pair * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (keys[slot] != EMPTY && keys[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new long[oldKeys.length * 2];
    Arrays.fill(keys, EMPTY);
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
