package dev.uvaha.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A translator in plain Java loads nothing of the native engine: it starts at once, anywhere.
class NoNativesTest {
  private static final String PROGRAM =
      """
      import dev.uvaha.translation.Translator;

      void main() {
        var translator = Translator.embedded();
        IO.println(translator.translate("I am learning AI.").text());
        IO.println(translator.attention("A cat sleeps.", "uk").cross().size());
      }
      """;

  @TempDir Path folder;

  @Test
  void translatesWithoutTheEngine() throws IOException, InterruptedException {
    var output = folder.resolve("output.txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Files.writeString(folder.resolve("Program.java"), PROGRAM).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    var lines = Files.readAllLines(output);
    assertThat(lines).contains("Я вивчаю ШІ.");
    assertThat(lines).anyMatch(line -> line.contains("dev.uvaha.tensor.JvmOperations"));
    // The source launcher's compiler may look into the jars; the program must use nothing of them.
    assertThat(lines).noneMatch(line -> line.contains(" org.bytedeco."));
    assertThat(process.exitValue()).isZero();
  }
}
