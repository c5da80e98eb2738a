package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LiveTensorsTest {
  @Test
  void sitesAreEmptyUnlessAskedFor() {
    try (var _ = Tensors.zeros(3)) {
      assertThat(LiveTensors.bySite()).isEmpty();
    }
  }

  /// The switch is read once per process, so another process tells.
  @Test
  void sitesNameTheLinesThatMadeWhatIsOpen() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Duvaha.tensor.sites=true",
                "-cp",
                System.getProperty("java.class.path"),
                "sites.SitesProgram")
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip())
        .matches("\\{sites\\.SitesProgram\\.leak:\\d+=2, sites\\.SitesProgram\\.main:\\d+=1}");
  }
}
