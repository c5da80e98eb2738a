package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // has no kill command
class StopSignalTest {
  private static final int SIGINT = 2;

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  /// Runs in a process of its own: waits for Ctrl-C, "saves" for as long as it is let, and ends.
  static final class Program {
    private Program() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
      try (var stop = StopSignal.onInterrupt(() -> {})) {
        Files.writeString(Path.of(arguments[0]), "ready");
        while (!stop.isRequested()) Thread.sleep(5);
        Files.writeString(Path.of(arguments[1]), "saving");
        Thread.sleep(Long.parseLong(arguments[2]));
      }
      System.exit(7);
    }
  }

  @Test
  void ctrlCLetsTheProgramSaveAndEnd() throws Exception {
    var process = start(0);
    interrupt(process);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
    assertThat(folder.resolve("saving")).exists();
  }

  @Test
  void aSecondCtrlCEndsAtOnce() throws Exception {
    var process = start(120_000);
    interrupt(process);
    await(folder.resolve("saving"));
    interrupt(process);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private Process start(long savingMillis) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.resolve("ready").toString(),
                folder.resolve("saving").toString(),
                Long.toString(savingMillis))
            .inheritIO()
            .start();
    started.add(process);
    await(folder.resolve("ready"));
    return process;
  }

  private static void await(Path file) throws InterruptedException {
    for (var i = 0; i < 6000 && !Files.exists(file); i++) Thread.sleep(10);
    assertThat(file).exists();
  }

  private static void interrupt(Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + signal(), Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// What Ctrl-C sends, unless this whole build was started in the background, where a shell makes
  /// its programs ignore that and Java keeps to it: then what a service manager sends.
  private static String signal() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) return "INT";
    try (var lines = Files.lines(status)) {
      var ignored =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .findFirst()
              .orElse(0);
      return (ignored & (1L << (SIGINT - 1))) == 0 ? "INT" : "TERM";
    }
  }
}
