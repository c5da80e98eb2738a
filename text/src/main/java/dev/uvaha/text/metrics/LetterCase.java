package dev.uvaha.text.metrics;

import java.util.Locale;

/// Whether `The` matches `the`.
public enum LetterCase {
  /// It doesn't: sacreBLEU's `case:mixed`.
  MIXED("mixed"),
  /// It does, since both sides are lowercased first: sacreBLEU's `case:lc`.
  LOWERED("lc");

  private final String signature;

  LetterCase(String signature) {
    this.signature = signature;
  }

  String signature() {
    return signature;
  }

  String apply(String text) {
    return switch (this) {
      case MIXED -> text;
      case LOWERED -> text.toLowerCase(Locale.ROOT);
    };
  }
}
