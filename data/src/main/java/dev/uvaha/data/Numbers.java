package dev.uvaha.data;

/// What counts as a number to learn from: a finite one.
final class Numbers {
  private Numbers() {}

  /// Reads one.
  ///
  /// @throws IllegalArgumentException if it is none, or NaN, infinite or too large for a float
  static float parse(String text) {
    try {
      var value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below, as for NaN
    }
    throw new IllegalArgumentException(
        "expected a finite number such as -1.5e3, got '%s'; correct it or leave the sequence out"
            .formatted(text));
  }

  static void requireFinite(String owner, float... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s: every number must be finite, got %s at place %d".formatted(owner, values[i], i));
      }
    }
  }
}
