package dev.uvaha.data;

import dev.uvaha.data.TextPiece.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Plain text files as documents: UTF-8, gzipped or not, of any size; lines are parted by `\n`.
///
/// @param files one at least
public record TextFiles(List<Path> files, DocumentBreak documents) implements TextCorpus {
  /// Where a piece ends at the latest that has no better place.
  private static final int LONGEST = 1 << 23;

  private static final int WANTED = 1 << 20;

  public TextFiles {
    files = List.copyOf(files);
    if (files.isEmpty()) throw new IllegalArgumentException("no text file is given");
    for (var file : files) CorpusLines.requireFile(file);
  }

  @Override
  public void read(Consumer<TextPiece> reader) {
    var pieces = new Pieces(reader);
    for (var file : files) {
      try (var lines = new CorpusLines(file)) {
        while (lines.advance()) line(lines.line(), pieces);
      }
      if (documents instanceof DocumentBreak.None()) continue;
      pieces.end();
    }
    pieces.end();
    if (!pieces.any)
      throw new CorpusException(files.getFirst() + ": has no text; give a file that has");
  }

  private void line(String line, Pieces pieces) {
    switch (documents) {
      case DocumentBreak.File(), DocumentBreak.None() -> pieces.line(line);
      case DocumentBreak.BlankLine() -> {
        if (line.isBlank()) pieces.end();
        else pieces.line(line);
      }
      case DocumentBreak.Line(var text) -> {
        if (line.equals(text)) pieces.end();
        else pieces.line(line);
      }
    }
  }

  /// The document being read.
  private static final class Pieces {
    private final Consumer<TextPiece> reader;
    private final StringBuilder text = new StringBuilder();
    private Place place = Place.BEGINS;
    private boolean any;

    Pieces(Consumer<TextPiece> reader) {
      this.reader = reader;
    }

    void line(String line) {
      if (!text.isEmpty() || place == Place.CONTINUES) text.append('\n');
      text.append(line);
      if (text.length() < WANTED) return;
      int end = goodEnd();
      if (end > 0) tell(end);
      else if (text.length() > LONGEST) tell(text.length());
    }

    /// After a line's end that stands alone between words: white space belongs together.
    private int goodEnd() {
      for (int end = text.length() - 1; end > text.length() / 2; end--)
        if (text.charAt(end - 1) == '\n'
            && !Character.isWhitespace(text.charAt(end))
            && !Character.isWhitespace(text.charAt(end - 2))) return end;
      return 0;
    }

    private void tell(int end) {
      reader.accept(new TextPiece(text.substring(0, end), place));
      text.delete(0, end);
      place = Place.CONTINUES;
      any = true;
    }

    void end() {
      if (!text.isEmpty() && !(place == Place.BEGINS && text.toString().isBlank()))
        tell(text.length());
      text.setLength(0);
      place = Place.BEGINS;
    }
  }
}
