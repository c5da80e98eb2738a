package dev.uvaha.nn.safetensors;

import java.nio.file.Path;

/// Weights on disk that can't be used. The message is one line: the file, what is wrong with it and
/// what to do.
public final class InvalidCheckpointException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_NAME = 120;

  InvalidCheckpointException(Path file, String problem) {
    super(file + ": " + oneLine(problem));
  }

  /// A file that no writer of the format makes: cut short, altered, or something else entirely.
  static InvalidCheckpointException damaged(Path file, String problem) {
    return new InvalidCheckpointException(
        file, problem + "; save it again or take a fresh copy of the file");
  }

  /// A name from a file in quotes, without what would break the line or fill the screen.
  static String quoted(String name) {
    var shown =
        name.length() > LONGEST_NAME
            ? name.substring(0, LONGEST_NAME) + "… (%d characters)".formatted(name.length())
            : name;
    return "'" + shown.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", "\uFFFD") + "'";
  }

  private static String oneLine(String problem) {
    return problem.replaceAll("\\s+", " ").strip();
  }
}
