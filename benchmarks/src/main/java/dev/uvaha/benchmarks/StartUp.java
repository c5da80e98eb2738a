package dev.uvaha.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a user waits for: `./uvaha translate` of one sentence, from the start of the command to its
/// end. The first runs build what is missing and fill the caches, and do not count.
///
/// `--home DIR` (where `uvaha` lies) `--warmup 3 --repeats 15 --text …`
public final class StartUp {
  private static final String SENTENCE =
      "The cat didn't cross the street because it was too tired.";

  private StartUp() {}

  /// Prints milliseconds of a command.
  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var home = Path.of(arguments.text("home").orElse("."));
    var text = arguments.text("text").orElse(SENTENCE);
    var times =
        Timings.measure(
            Repeats.of(arguments, 15),
            () -> run(home.toAbsolutePath().resolve("uvaha"), "translate", text));
    Report.printAsIs("start_up", times.fields(Timings.Unit.MILLISECONDS));
  }

  /// Runs the launcher to its end.
  ///
  /// @throws IllegalStateException if it fails or says nothing
  private static String run(Path launcher, String command, String text) {
    try {
      var process =
          new ProcessBuilder(launcher.toString(), command, text)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      if (status != 0 || output.isBlank())
        throw new IllegalStateException(
            "uvaha %s ended with %d and printed '%s'".formatted(command, status, output.strip()));
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
