package dev.uvaha.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command reads and writes: results to standard output, notes to standard error, both in
/// UTF-8 whatever the locale.
///
/// Writing fails loudly, unlike `System.out`: a reader that has gone ends the program quietly (see
/// [ClosedOutput]), a full disk by an error.
final class Console {
  /// Who reads a stream: a person at a terminal, or a file or another program.
  enum Reader {
    TERMINAL,
    PROGRAM
  }

  private static final int DEFAULT_COLUMNS = 80;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream notes;
  private final Map<String, String> environment;
  private final Map<String, String> terminal;

  /// Writes to the given streams; the terminal's properties are those of [#system].
  Console(
      InputStream in,
      OutputStream out,
      OutputStream notes,
      Map<String, String> environment,
      Map<String, String> terminal) {
    this.in = in;
    this.out = new BufferedOutputStream(out);
    this.notes = notes;
    this.environment = Map.copyOf(environment);
    this.terminal = Map.copyOf(terminal);
  }

  /// The process's own streams. Which of them are a terminal, and how wide it is, the launcher says
  /// by `uvaha.terminals` (such as `1 2`) and `uvaha.columns`: Java itself can't tell.
  static Console system() {
    return new Console(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        Map.of(
            "terminals", System.getProperty("uvaha.terminals", ""),
            "columns", System.getProperty("uvaha.columns", "")));
  }

  /// Standard input, as bytes.
  InputStream in() {
    return in;
  }

  /// Writes a line of the result.
  void print(String line) {
    try {
      write(out, line + "\n");
      if (outputReader() == Reader.TERMINAL) {
        out.flush();
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// Writes a piece of the result as it comes, at once.
  void write(String piece) {
    try {
      write(out, piece);
      out.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// Writes a line that is not part of the result: what was noticed, how far it is.
  void note(String line) {
    redraw(line + "\n");
  }

  /// Writes to the terminal's notes as they are, without a line end.
  void redraw(String text) {
    try {
      write(notes, text);
      notes.flush();
    } catch (IOException e) {
      // Nobody reads the notes: no reason to stop the work.
    }
  }

  /// Hands on what is still buffered.
  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  Reader inputReader() {
    return reader("0");
  }

  Reader outputReader() {
    return reader("1");
  }

  Reader notesReader() {
    return reader("2");
  }

  /// The width of the terminal in characters; 80 where there is none.
  int columns() {
    var columns = terminal.getOrDefault("columns", "");
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
  }

  /// Whether results may hold colours: on a terminal, unless `NO_COLOR` is set.
  boolean coloursOutput() {
    return outputReader() == Reader.TERMINAL && wantsColours();
  }

  /// Whether notes may hold colours.
  boolean coloursNotes() {
    return notesReader() == Reader.TERMINAL && wantsColours();
  }

  /// What the environment says.
  Map<String, String> environment() {
    return environment;
  }

  /// Whether the user wants stack traces, by `UVAHA_DEBUG`.
  boolean debugs() {
    return !environment.getOrDefault("UVAHA_DEBUG", "").matches("|0|false|no");
  }

  private boolean wantsColours() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private Reader reader(String stream) {
    return terminal.getOrDefault("terminals", "").contains(stream)
        ? Reader.TERMINAL
        : Reader.PROGRAM;
  }

  private static void write(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException lost(IOException e) {
    return "Broken pipe".equals(e.getMessage())
        ? new ClosedOutput()
        : new UncheckedIOException(
            new IOException("can't write to standard output: " + e.getMessage(), e));
  }

  /// Thrown where the reader of the results has gone, as `head` does: there is nothing to report.
  static final class ClosedOutput extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
