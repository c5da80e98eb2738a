package dev.uvaha.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeExampleTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.uk.md"})
  void theExampleCompilesAndTranslates(String readme) throws IOException, InterruptedException {
    var block = JAVA_BLOCK.matcher(Files.readString(Path.of("..", readme)));
    assertThat(block.find()).as("a java block in " + readme).isTrue();
    var source = Files.writeString(folder.resolve("Example.java"), block.group(1));
    var output = folder.resolve("output.txt").toFile();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output.toPath()))
        .startsWith("Я вивчаю ШІ.\n")
        .contains("<s>")
        .contains("cat");
    assertThat(process.exitValue()).isZero();
  }
}
