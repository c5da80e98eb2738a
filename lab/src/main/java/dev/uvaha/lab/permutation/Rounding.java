package dev.uvaha.lab.permutation;

/// What is nothing but rounding, and what is surely more.
final class Rounding {
  /// Rounding may differ with the order of a sum; in FLOAT32 more than this is no rounding.
  static final double SINGLE = 1e-5;

  /// The same in FLOAT64.
  static final double DOUBLE = 1e-13;

  /// What must differ at least where order counts.
  static final double NOTICED = 1e-2;

  private Rounding() {}
}
