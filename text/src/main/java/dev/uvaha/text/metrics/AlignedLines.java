package dev.uvaha.text.metrics;

import dev.uvaha.text.Utf8Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The lines of two files, or two lists, that belong together: hypothesis `i` to reference `i`.
public record AlignedLines(List<String> hypotheses, List<String> references) {
  public AlignedLines {
    hypotheses = List.copyOf(hypotheses);
    references = List.copyOf(references);
    check(hypotheses, references);
  }

  /// Reads two UTF-8 files, plain or gzipped; white space at the end of a line doesn't count.
  ///
  /// @throws IllegalArgumentException if they are empty or have unequal numbers of lines; the
  ///   message is one line
  /// @throws IOException if a file can't be read or isn't UTF-8, likewise
  public static AlignedLines read(Path hypotheses, Path references) throws IOException {
    var hypothesisLines = lines(hypotheses);
    var referenceLines = lines(references);
    if (hypothesisLines.size() != referenceLines.size()) {
      throw new IllegalArgumentException(
          "%s has %d lines but %s has %d; line n of one must belong to line n of the other"
              .formatted(hypotheses, hypothesisLines.size(), references, referenceLines.size()));
    }
    if (hypothesisLines.isEmpty()) {
      throw new IllegalArgumentException(
          hypotheses + " and " + references + " are empty; nothing to score");
    }
    return new AlignedLines(hypothesisLines, referenceLines);
  }

  static void check(List<String> hypotheses, List<String> references) {
    if (hypotheses.size() != references.size() || hypotheses.isEmpty()) {
      throw new IllegalArgumentException(
          "hypotheses and references must be of one number, at least 1: got %d and %d"
              .formatted(hypotheses.size(), references.size()));
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Utf8Lines.all(file).stream().map(UnicodeSpaces::withoutTrailing).toList();
  }
}
