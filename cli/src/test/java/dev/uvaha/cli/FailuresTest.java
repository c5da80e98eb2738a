package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {
  private static final Object NO_COMMAND = new Object();

  static Stream<Arguments> failures() {
    var noFile = new NoSuchFileException("a/b.tsv");
    return Stream.of(
        Arguments.of(new IllegalArgumentException("b.tsv:7: no tab"), 2, "b.tsv:7: no tab"),
        Arguments.of(noFile, 2, "no such file: a/b.tsv"),
        Arguments.of(new UncheckedIOException(noFile), 2, "no such file: a/b.tsv"),
        Arguments.of(new ExecutionException(noFile), 2, "no such file: a/b.tsv"),
        Arguments.of(new AccessDeniedException("x"), 2, "not allowed to open x"),
        Arguments.of(new MalformedInputException(3), 2, "not UTF-8"),
        Arguments.of(new IOException("No space left on device"), 1, "No space left on device"),
        Arguments.of(
            new UncheckedIOException("cannot write x: full", new IOException("full")),
            1,
            "cannot write x: full"),
        Arguments.of(new IllegalStateException("loss is NaN"), 1, "loss is NaN"),
        Arguments.of(new NullPointerException(), 1, "NullPointerException; run again with --debug"),
        Arguments.of(new OutOfMemoryError("Java heap space"), 1, "out of memory (Java heap space)"),
        Arguments.of(new StackOverflowError(), 1, "nested too deeply"),
        Arguments.of(new UnsatisfiedLinkError("no jnitorch"), 1, "uvaha doctor"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isOneLineAndAnExitCode(Throwable failure, int exitCode, String line) {
    var recorded = new RecordedConsole();
    assertThat(new Failures(recorded.console()).handle(failure, NO_COMMAND)).isEqualTo(exitCode);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.notes().lines())
        .singleElement()
        .asString()
        .startsWith("uvaha: ")
        .contains(line);
  }

  @Test
  void messagesOfManyLinesAndControlCharactersBecomeOneLine() {
    var recorded = new RecordedConsole();
    new Failures(recorded.console())
        .handle(new IllegalArgumentException("first\n\tat x\033[31m\r\nsecond"), NO_COMMAND);
    assertThat(recorded.notes()).isEqualTo("uvaha: first at x [31m second\n");
  }

  @Test
  void stackTracesAreForThoseWhoAsk() {
    var recorded = new RecordedConsole(Map.of("UVAHA_DEBUG", "1"), Map.of());
    new Failures(recorded.console()).handle(new IllegalArgumentException("bad"), NO_COMMAND);
    assertThat(recorded.notes()).contains("uvaha: bad\n", "\tat ");

    var option = new RecordedConsole();
    option.run("--debug", "build");
    assertThat(option.notes()).contains("\tat ");
  }

  @Test
  void nothingSteersTheTerminal() {
    assertThat(TerminalText.oneLine("a\u001B[2Jb\u009B2Jc\u0085\u2028d\u007F"))
        .isEqualTo("a [2Jb 2Jc d ");
    assertThat(TerminalText.oneLine("\u202Etxt.exe\u202C \u2066й\u0301 👩‍🚀\u2069"))
        .isEqualTo("txt.exe й\u0301 👩‍🚀");
  }
}
