package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class UvahaTest {
  private final RecordedConsole recorded = new RecordedConsole();

  static List<String> commands() {
    var recorded = new RecordedConsole();
    recorded.run();
    var commands =
        recorded
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.matches("  \\S.*"))
            .map(line -> line.strip().replaceFirst(" .*", ""))
            .toList();
    assertThat(commands).contains("doctor", "completion", "build", "test");
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithAnExample(String command) {
    assertThat(recorded.run(command, "--help")).isZero();
    assertThat(recorded.out())
        .startsWith("Usage: uvaha " + command)
        .containsPattern("Examples?:\\R  .*uvaha")
        .contains("--help");
    assertThat(recorded.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatFollowsTheOptionsFitsANarrowTerminal(String command) {
    assertThat(footer(command, "80")).isEqualTo(footer(command, "100"));
  }

  private static String footer(String command, String columns) {
    var recorded = new RecordedConsole(Map.of(), Map.of("columns", columns));
    recorded.run(command, "--help");
    return recorded.out().substring(recorded.out().indexOf("Examples:"));
  }

  @Test
  void helpShowsExamplesAndTheEnvironment() {
    assertThat(recorded.run("-h")).isZero();
    assertThat(recorded.out()).contains("Examples:", "uvaha translate", "UVAHA_THREADS");
  }

  @Test
  void versionNamesTheEngineAndJava() {
    assertThat(recorded.run("--version")).isZero();
    assertThat(recorded.out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("uvaha \\d+\\.\\d+\\.\\d+.*"))
        .anyMatch(line -> line.matches("engine: libtorch \\d+\\.\\d+.* through JavaCPP \\d.*"))
        .anyMatch(line -> line.startsWith("java: " + System.getProperty("java.version")));
  }

  @ParameterizedTest
  @CsvSource({
    "doctr, doctor",
    "--versoin, --version",
  })
  void mistypedWordsAreOneLineWithASuggestion(String mistyped, String meant) {
    assertThat(recorded.run(mistyped)).isEqualTo(2);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.notes().lines())
        .singleElement()
        .asString()
        .startsWith("uvaha: ")
        .contains(mistyped, "did you mean", meant, "--help");
  }

  @Test
  void launcherCommandsSayWhereTheyBelong() {
    assertThat(recorded.run("build", "-Pcuda")).isEqualTo(2);
    assertThat(recorded.notes())
        .isEqualTo("uvaha: 'build' is for the launcher in the repository: run ./uvaha build\n");
  }

  @Test
  void aReaderThatHasGoneIsNoError() {
    var closed = new RecordedConsole(failing("Broken pipe"));
    assertThat(closed.run("--help")).isEqualTo(141);
    assertThat(closed.notes()).isEmpty();
  }

  @Test
  void aFullDiskIsAnError() {
    var full = new RecordedConsole(failing("No space left on device"));
    assertThat(full.run("--help")).isEqualTo(1);
    assertThat(full.notes())
        .isEqualTo("uvaha: can't write to standard output: No space left on device\n");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    var terminal = Map.of("terminals", "12", "columns", "120");
    assertThat(help(Map.of(), terminal)).contains("\033[");
    assertThat(help(Map.of(), Map.of())).doesNotContain("\033[");
    assertThat(help(Map.of(), Map.of("terminals", "2"))).doesNotContain("\033[");
    assertThat(help(Map.of("NO_COLOR", "1"), terminal)).doesNotContain("\033[");
    assertThat(help(Map.of("TERM", "dumb"), terminal)).doesNotContain("\033[");
  }

  @Test
  void completionKnowsTheCommandsAndIsValidShell(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(recorded.run("completion")).isZero();
    assertThat(recorded.out()).contains(commands()).contains("complete -F");
    var script = Files.writeString(folder.resolve("completion"), recorded.out());
    var bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void doctorFindsTheEngineAndTellsItToPrograms() {
    assertThat(recorded.run("doctor", "--json")).as(recorded.notes()).isZero();
    assertThat(recorded.out().lines()).hasSize(1);
    assertThat(recorded.out())
        .contains("\"natives\":\"load in", "\"threads\":", "\"precision\":", "\"memory\":")
        .contains("\"gpu\":", "\"advice\":[");
  }

  private static String help(Map<String, String> environment, Map<String, String> terminal) {
    var recorded = new RecordedConsole(environment, terminal);
    recorded.run("--help");
    return recorded.out();
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
