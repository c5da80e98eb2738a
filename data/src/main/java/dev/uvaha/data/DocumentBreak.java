package dev.uvaha.data;

/// Where one document of a text ends and the next begins.
public sealed interface DocumentBreak {
  /// Each file is a document.
  record File() implements DocumentBreak {}

  /// Blank lines part documents, and belong to none.
  record BlankLine() implements DocumentBreak {}

  /// Lines of this text part documents, and belong to none.
  record Line(String text) implements DocumentBreak {
    public Line {
      if (text.isBlank() || text.contains("\n"))
        throw new IllegalArgumentException(
            "the line between documents must be one that is not blank, got '" + text + "'");
    }
  }

  /// All of it is one text, without beginnings and ends.
  record None() implements DocumentBreak {}
}
