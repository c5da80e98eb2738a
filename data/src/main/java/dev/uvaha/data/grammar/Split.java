package dev.uvaha.data.grammar;

/// A part of the language of the grammar: what is learned from, what is tuned on, what is tested
/// on.
public enum Split {
  TRAIN,
  VALID,
  TEST;

  Split orStricter(Split other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
