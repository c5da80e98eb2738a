package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.tensor.Randomness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

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

  /// A random model, so that what it writes is of no language.
  @Test
  void anImportedMarianTranslates() throws IOException {
    var marian = Files.createDirectories(folder.resolve("marian"));
    for (var fixture : new String[] {"marian_scaled", "marian_tokenizer"})
      try (var files = Files.list(Path.of("../hub/src/test/resources/fixtures", fixture))) {
        for (var file : files.toList())
          Files.write(marian.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    var out = folder.resolve("out");
    assertThat(run("import", marian, out)).as(recorded.notes()).isZero();
    assertThat(recorded.run("translate", "--model", out.toString(), "The cat sees the street."))
        .as(recorded.notes())
        .isZero();
    assertThat(recorded.out()).isNotBlank();
    assertThat(recorded.run("translate", "--model", out.toString(), "--to", "de", "The cat."))
        .isEqualTo(2);
    assertThat(recorded.notes()).contains("this model translates into uk, not into 'de'");
  }

  @ParameterizedTest
  @CsvSource({"import", "export"})
  void aModelIsNotWrittenOverAnother(String command) {
    assertThat(run(command, model, model)).isEqualTo(2);
    assertThat(recorded.notes()).contains("there is a model already; give another folder");
  }

  @Test
  void aPulledModelIsTheHubsAndSaysWhereItIs() throws IOException {
    Files.writeString(model.resolve("README.md"), "of no use to a model");
    var out = folder.resolve("out");
    var hub = hub();
    try {
      var address = "http://127.0.0.1:" + hub.getAddress().getPort();
      var name = "acme/tiny";
      assertThat(recorded.run("pull", name, "--mirror", address, "--out", out.toString()))
          .as(recorded.notes())
          .isZero();
    } finally {
      hub.stop(0);
    }
    assertThat(out).isDirectoryNotContaining("glob:**README.md");
    for (var file : new String[] {"config.json", "model.safetensors"})
      assertThat(out.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.notes().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "pulling 100%  1/1  [0-9.,]+ MB/s  \\d+:\\d\\d in all  model\\.safetensors"),
            line -> assertThat(line).isEqualTo("uvaha: acme/tiny is in " + out));
  }

  /// A hub on this machine that has the model as `acme/tiny`.
  private HttpServer hub() throws IOException {
    var commit = "0123456789abcdef0123456789abcdef01234567";
    var siblings = new ArrayList<Map<String, Object>>();
    try (var files = Files.list(model)) {
      for (var file : files.toList())
        siblings.add(Map.of("rfilename", file.getFileName().toString(), "size", Files.size(file)));
    }
    var description =
        JsonMapper.shared().writeValueAsString(Map.of("sha", commit, "siblings", siblings));
    var hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/api/models/acme/tiny/revision/main",
        HttpHandlers.of(200, Headers.of("Content-Type", "application/json"), description));
    hub.createContext(
        "/acme/tiny/resolve/" + commit + "/",
        SimpleFileServer.createFileHandler(model.toAbsolutePath()));
    hub.start();
    return hub;
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
