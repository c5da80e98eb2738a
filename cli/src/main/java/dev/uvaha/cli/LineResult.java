package dev.uvaha.cli;

import dev.uvaha.text.Utf8Lines.Line;
import dev.uvaha.translation.Translation;

/// What became of a line of standard input.
sealed interface LineResult {
  /// It was translated.
  record Translated(Line line, Translation translation) implements LineResult {}

  /// It has no words, and stays as it is.
  record Unchanged(Line line) implements LineResult {}

  /// It can't be translated.
  ///
  /// @param line with no text if it could not even be read
  /// @param reason one line, without the place
  record Refused(Line line, String reason) implements LineResult {}
}
