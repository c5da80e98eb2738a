package dev.uvaha.text;

import java.util.Arrays;

/// A growing list of ints, without boxing.
final class IntList {
  private int[] values = new int[2];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  /// Adds `value` unless it was the last one added.
  void addOnce(int value) {
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }
}
