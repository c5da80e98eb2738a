package dev.uvaha.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `uvaha` in a process of its own.
final class UvahaProcess {
  private UvahaProcess() {}

  static Process start(String... arguments) throws IOException {
    return prepared(arguments).start();
  }

  static ProcessBuilder prepared(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Uvaha.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
