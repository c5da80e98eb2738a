package dev.uvaha.cli;

/// Text of unknown origin, made safe to show: nothing in it steers a terminal or turns its order.
final class TerminalText {
  private TerminalText() {}

  /// The text in one line: control characters (C0, DEL, C1) and line separators become a space;
  /// embeddings, overrides and isolates, which turn the order of writing, are left out.
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
        .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "");
  }
}
