package dev.uvaha.translation.view;

/// How many columns a terminal gives a text.
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /// The beginning of a text that fits, with `…` if it was cut.
  static String cut(String text, int columns) {
    if (of(text) <= columns) return text;
    var cut = new StringBuilder();
    int width = 0;
    for (int c : text.codePoints().toArray()) {
      if (width + of(c) > columns - 1) break;
      width += of(c);
      cut.appendCodePoint(c);
    }
    return cut.append("…").toString();
  }

  static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /// East Asian wide and full-width characters, and emoji.
  private static boolean isWide(int c) {
    return Character.isEmojiPresentation(c)
        || (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }
}
