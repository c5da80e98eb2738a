package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that introduces `models.sequence`.
class SequenceExampleTest {
  private static final Path GUIDE =
      Path.of("..", "models/src/main/java/dev/uvaha/models/sequence/package-info.java");
  private static final Pattern JAVA_BLOCK =
      Pattern.compile("^/// ```java\n(.*?)^/// ```", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir Path folder;

  @Test
  void theExampleCompilesAndTellsAGoodFilm() throws IOException, InterruptedException {
    var block = JAVA_BLOCK.matcher(Files.readString(GUIDE));
    assertThat(block.find()).as("a java block in " + GUIDE).isTrue();
    var source =
        Files.writeString(
            folder.resolve("Example.java"), block.group(1).replaceAll("(?m)^/// ?", ""));
    var output = folder.resolve("output.txt").toFile();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output.toPath())).endsWith("good\n");
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/config.json");
  }
}
