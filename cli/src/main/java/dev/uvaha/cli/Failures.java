package dev.uvaha.cli;

import dev.uvaha.text.InvalidTokenizerException;
import dev.uvaha.text.MalformedLineException;
import dev.uvaha.training.TrainingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Makes one line on standard error and an exit code of whatever a command throws.
record Failures(Console console) implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /// The work could not be done: a full disk, no memory, a fault of ours.
  static final int FAILED = 1;

  /// The arguments or the input are at fault.
  static final int BAD_INPUT = 2;

  /// As of a program that SIGPIPE ended.
  static final int CLOSED_OUTPUT = 128 + 13;

  /// One line for the user, and the exit code.
  private record Report(int exitCode, String line) {}

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    var message = oneLine(String.valueOf(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += "; did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    console.note(
        "uvaha: " + message + "; see '" + command.getCommandSpec().qualifiedName() + " --help'");
    trace(e, command.getCommandSpec().root().userObject());
    return BAD_INPUT;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return handle(e, command.getCommandSpec().root().userObject());
  }

  /// Reports what reached the outside of the command line: errors, and what failed in it itself.
  int handle(Throwable thrown, Object root) {
    if (thrown instanceof Console.ClosedOutput) {
      return CLOSED_OUTPUT;
    }
    var report = report(cause(thrown));
    console.note("uvaha: " + report.line());
    trace(thrown, root);
    return report.exitCode();
  }

  private void trace(Throwable thrown, Object root) {
    if (console.debugs() || (root instanceof Uvaha uvaha && uvaha.debugs())) {
      var trace = new java.io.StringWriter();
      thrown.printStackTrace(new java.io.PrintWriter(trace));
      console.note(trace.toString().stripTrailing());
    }
  }

  private static Throwable cause(Throwable thrown) {
    var cause = thrown.getCause();
    if (cause == null) return thrown;
    return switch (thrown) {
      // One with a message of its own says what was being done; its cause says only what went
      // wrong.
      case UncheckedIOException e
          when cause instanceof FileSystemException
              || cause.toString().equals(e.getMessage())
              || Objects.equals(cause.getMessage(), e.getMessage()) ->
          cause(cause);
      case ExecutionException _ -> cause(cause);
      default -> thrown;
    };
  }

  private static Report report(Throwable thrown) {
    var message = thrown.getMessage() == null ? "" : oneLine(thrown.getMessage());
    return switch (thrown) {
      case NoSuchFileException e -> new Report(BAD_INPUT, "no such file: " + e.getFile());
      case NotDirectoryException e -> new Report(BAD_INPUT, "not a folder: " + e.getFile());
      case AccessDeniedException e ->
          new Report(BAD_INPUT, "not allowed to open " + e.getFile() + ": see its permissions");
      case FileSystemException e when e.getReason() == null ->
          new Report(FAILED, "can't use the file " + message);
      case FileNotFoundException _ -> new Report(BAD_INPUT, message);
      case CharacterCodingException _ ->
          new Report(BAD_INPUT, "the text is not UTF-8 (" + message + "): convert it");
      case MalformedLineException _, InvalidTokenizerException _ -> new Report(BAD_INPUT, message);
      case IOException _ when !message.isEmpty() -> new Report(FAILED, message);
      case UncheckedIOException _ when !message.isEmpty() -> new Report(FAILED, message);
      case TrainingException _ when !message.isEmpty() -> new Report(FAILED, message);
      case IllegalArgumentException _ when !message.isEmpty() -> new Report(BAD_INPUT, message);
      case OutOfMemoryError _ ->
          new Report(
              FAILED,
              "out of memory ("
                  + message
                  + "): use smaller batches, or a bigger Java heap: UVAHA_JAVA_OPTIONS=-Xmx4g");
      case StackOverflowError _ ->
          new Report(FAILED, "the input is nested too deeply: simplify it");
      case LinkageError _ ->
          new Report(FAILED, "native libraries don't load (" + message + "): see 'uvaha doctor'");
      default ->
          new Report(
              FAILED,
              thrown.getClass().getSimpleName()
                  + (message.isEmpty() ? "" : ": " + message)
                  + "; run again with --debug to see where");
    };
  }

  private static String oneLine(String message) {
    return TerminalText.oneLine(message.strip());
  }
}
