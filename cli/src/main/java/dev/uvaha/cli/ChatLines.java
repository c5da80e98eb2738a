package dev.uvaha.cli;

import dev.uvaha.text.Utf8Lines;
import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// What a user says, a line at a time.
sealed interface ChatLines extends AutoCloseable {
  /// From a person, who can edit lines and call earlier ones back, or from a program.
  static ChatLines of(Console console) throws IOException {
    return console.inputReader() == Console.Reader.TERMINAL
        ? Person.at(console)
        : new Program(Utf8Lines.of(console.in(), "standard input"));
  }

  /// Says something at the beginning, if somebody is there to read it.
  void welcome(String text);

  /// The next line; empty at the end.
  Optional<String> next() throws IOException;

  @Override
  void close() throws IOException;

  /// At a terminal; Ctrl-C drops the line, Ctrl-D ends.
  record Person(Console console, Terminal terminal, LineReader reader) implements ChatLines {
    private static final String PROMPT = "> ";

    static Person at(Console console) throws IOException {
      var terminal = TerminalBuilder.builder().system(true).build();
      var reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // `!` and `\\` are text
              .build();
      return new Person(console, terminal, reader);
    }

    @Override
    public void welcome(String text) {
      console.note(text);
    }

    @Override
    public Optional<String> next() {
      while (true) {
        try {
          return Optional.of(reader.readLine(PROMPT));
        } catch (UserInterruptException dropped) {
          console.note("uvaha: Ctrl-D or /quit ends");
        } catch (EndOfFileException end) {
          return Optional.empty();
        }
      }
    }

    @Override
    public void close() throws IOException {
      terminal.close();
    }
  }

  /// From a pipe or a file.
  record Program(Utf8Lines lines) implements ChatLines {
    @Override
    public void welcome(String text) {}

    @Override
    public Optional<String> next() throws IOException {
      return lines.next().map(Utf8Lines.Line::text);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
