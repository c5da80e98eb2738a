package dev.uvaha.text;

/// Cuts text into the words within which byte-level BPE merges, as GPT-2's pattern does:
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
///
/// Written out as a scanner, since it is on the path of every translation's first millisecond.
final class Gpt2Words {
  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER
  }

  private static final Kind[] ASCII = new Kind[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = kindByType(c);
    }
  }

  private Gpt2Words() {}

  /// The end of the word that begins at `start`, which must be before the end of `text`.
  static int end(String text, int start) {
    char first = text.charAt(start);
    if (first == '\'') {
      int end = contractionEnd(text, start);
      if (end > start) {
        return end;
      }
    }
    if (first == ' ' && start + 1 < text.length()) {
      var kind = kind(text.codePointAt(start + 1));
      if (kind != Kind.SPACE) {
        return runEnd(text, start + 1, kind);
      }
    }
    var kind = kind(text.codePointAt(start));
    int end = runEnd(text, start, kind);
    if (kind != Kind.SPACE) {
      return end;
    }
    // The last space before a word belongs to that word; all spaces are single chars.
    return end == text.length() || end == start + 1 ? end : end - 1;
  }

  private static int contractionEnd(String text, int start) {
    for (var ending : new String[] {"s", "t", "re", "ve", "m", "ll", "d"}) {
      if (text.startsWith(ending, start + 1)) {
        return start + 1 + ending.length();
      }
    }
    return start;
  }

  private static int runEnd(String text, int start, Kind kind) {
    int end = start;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if (kind(codePoint) != kind) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static Kind kind(int codePoint) {
    return codePoint < ASCII.length ? ASCII[codePoint] : kindByType(codePoint);
  }

  private static Kind kindByType(int codePoint) {
    if ((codePoint >= '\t' && codePoint <= '\r') || codePoint == 0x85) {
      return Kind.SPACE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          Kind.LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Kind.SPACE;
      default -> Kind.OTHER;
    };
  }
}
