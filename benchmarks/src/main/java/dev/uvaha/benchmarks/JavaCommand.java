package dev.uvaha.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How a benchmark starts a Java of its own: as `./uvaha` does, with this class path.
public final class JavaCommand {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms80m",
          "-XX:NewSize=64m",
          "-XX:SurvivorRatio=2",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.bytedeco.javacpp.nopointergc=true",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  private JavaCommand() {}

  /// The words of a command.
  ///
  /// @param program further options if there are any, a main class and its arguments
  public static List<String> of(List<String> program) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = List.of("-cp", System.getProperty("java.class.path"));
    return Stream.of(List.of(java), OPTIONS, classPath, program).flatMap(List::stream).toList();
  }
}
