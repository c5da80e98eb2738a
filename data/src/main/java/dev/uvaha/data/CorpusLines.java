package dev.uvaha.data;

import dev.uvaha.text.Utf8Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// The lines of one file of a corpus; what is wrong with them is a [CorpusException].
final class CorpusLines implements AutoCloseable {
  private final Path file;
  private final Utf8Lines lines;
  private String line = "";
  private long number;

  CorpusLines(Path file) {
    requireFile(file);
    this.file = file;
    try {
      this.lines = Utf8Lines.open(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Refuses a path behind which there is no readable file.
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new CorpusException(file + ": is a directory; name a text file in it");
    }
    if (Files.notExists(file)) {
      throw new CorpusException(file + ": no such file; check the path");
    }
    if (!Files.isReadable(file)) {
      throw new CorpusException(file + ": cannot be read; check its permissions");
    }
  }

  Path file() {
    return file;
  }

  /// The line gone to, without its end.
  String line() {
    return line;
  }

  /// Goes to the next line; false at the end of the file.
  boolean advance() {
    try {
      var next = lines.next();
      next.ifPresent(found -> {
        line = found.text();
        number = found.number();
      });
      if (number == 0) {
        throw new CorpusException(file + ": is empty; it must hold at least one line");
      }
      return next.isPresent();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Reads on to the end of the file: how many lines it has in all.
  long countAll() {
    while (advance()) {
      // only the number counts
    }
    return number;
  }

  /// The error at the line gone to.
  CorpusException refuse(String problem) {
    return new CorpusException("%s:%d: %s".formatted(file, number, problem));
  }

  /// The text stripped, refused if nothing is left of it.
  ///
  /// @param whole what it is a part of, such as a pair
  String requireText(String side, String text, String whole) {
    var stripped = text.strip();
    if (stripped.isEmpty()) {
      throw refuse("the %s is empty; fill it in or leave the %s out".formatted(side, whole));
    }
    return stripped;
  }

  /// Reads a part of the line; what is wrong with it is refused here, under the part's name.
  ///
  /// @param reading throws an IllegalArgumentException that says what is wrong
  <T> T read(String part, String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException problem) {
      throw refuse(part + ": " + problem.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// The reader's messages name file, line, problem and remedy already.
  private static CorpusException unreadable(IOException e) {
    return new CorpusException(String.valueOf(e.getMessage()), e);
  }
}
