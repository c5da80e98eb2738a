package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.tensor.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `import`, `export` and `pull`, as far as they are more than the module `hub`.
final class ModelCommandsTest {
  @TempDir private Path folder = Path.of("");
  private final RecordedConsole recorded = new RecordedConsole();
  private Path model = folder;

  @BeforeEach
  void make() {
    Randomness.seed(7);
    model = folder.resolve("model");
    var config = GptConfig.of(31, 1, 3, 21, 17, 0);
    HuggingFace.save(Gpt.create(config), config, model);
  }

  private int run(String command, Path from, Path to) {
    return recorded.run(command, from.toString(), "--out", to.toString());
  }

  @Test
  void aFolderIsImportedAsItIs() {
    var out = folder.resolve("out");
    assertThat(run("import", model, out)).as(recorded.notes()).isZero();
    assertThat(recorded.notes()).contains("uvaha: wrote " + out);
    for (var file : new String[] {"config.json", "model.safetensors"})
      assertThat(out.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
  }

  @Test
  void whatIsExportedIsTheSameModel() {
    var out = folder.resolve("out");
    assertThat(run("export", model, out)).as(recorded.notes()).isZero();
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(model.resolve("model.safetensors"));
  }

  @ParameterizedTest
  @CsvSource({"import", "export"})
  void aModelIsNotWrittenOverAnother(String command) {
    assertThat(run(command, model, model)).isEqualTo(2);
    assertThat(recorded.notes()).contains("there is a model already; give another folder");
  }

  @Test
  void whatIsWrongIsOneLine() throws IOException {
    var out = folder.resolve("out");
    assertThat(run("import", folder.resolve("none"), out)).isEqualTo(2);
    var broken = Files.write(folder.resolve("x.gguf"), new byte[] {'G', 'G', 'U', 'F', 3, 0});
    assertThat(run("import", broken, out)).isEqualTo(2);
    assertThat(recorded.run("pull", "../x")).isEqualTo(2);
    assertThat(recorded.run("pull", "acme/x", "--mirror", "ftp://x")).isEqualTo(2);
    assertThat(recorded.notes().lines().filter(line -> line.startsWith("uvaha:")))
        .satisfiesExactly(
            line -> assertThat(line).contains("none: no such file or folder"),
            line -> assertThat(line).contains("x.gguf: it is cut short"),
            line -> assertThat(line).contains("a model is ORG/NAME"),
            line ->
                assertThat(line).contains("the address of a hub is https://HOST, got 'ftp://x'"));
    assertThat(out).doesNotExist();
  }
}
