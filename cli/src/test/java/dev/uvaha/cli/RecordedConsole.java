package dev.uvaha.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A console whose streams a test reads.
final class RecordedConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private final Console console;

  RecordedConsole(Map<String, String> environment, Map<String, String> terminal) {
    console = new Console(new ByteArrayInputStream(new byte[0]), out, notes, environment, terminal);
  }

  /// As in a pipe, with an empty environment.
  RecordedConsole() {
    this(Map.of(), Map.of());
  }

  /// With this on standard input.
  RecordedConsole(byte[] input) {
    console = new Console(new ByteArrayInputStream(input), out, notes, Map.of(), Map.of());
  }

  /// Notes are recorded, results go elsewhere.
  RecordedConsole(OutputStream results) {
    console =
        new Console(new ByteArrayInputStream(new byte[0]), results, notes, Map.of(), Map.of());
  }

  Console console() {
    return console;
  }

  int run(String... arguments) {
    return Uvaha.run(console, arguments);
  }

  String out() {
    console.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  String notes() {
    return notes.toString(StandardCharsets.UTF_8);
  }
}
