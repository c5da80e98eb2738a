package dev.uvaha.cli;

/// Text as a translator takes it, and as a terminal does.
final class SourceText {
  /// What Java makes of such bytes in an argument.
  private static final char UNDECODABLE = '\uFFFD';

  private SourceText() {}

  /// The text in one line.
  ///
  /// @throws IllegalArgumentException if it holds control characters, which are no text, or what
  ///   stands for bytes that were not UTF-8
  static String checked(String text) {
    var line = text.replaceAll("[\\t\\n\\r]+", " ").strip();
    for (int i = 0; i < line.length(); i++)
      if (Character.isISOControl(line.charAt(i)))
        throw new IllegalArgumentException(
            "the text has a control character (U+%04X, character %d): remove it"
                .formatted((int) line.charAt(i), i + 1));
    if (line.indexOf(UNDECODABLE) >= 0)
      throw new IllegalArgumentException(
          "the text is not UTF-8 (character %d stands for bytes that are none): convert it"
              .formatted(line.indexOf(UNDECODABLE) + 1));
    return line;
  }

  /// Whether there is anything to translate in it: a letter or a digit.
  static boolean hasWords(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
