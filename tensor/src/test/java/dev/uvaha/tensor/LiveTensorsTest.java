package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    assertThat(OwnProcess.run("sites.SitesProgram", "-Duvaha.tensor.sites=true"))
        .matches("\\{sites\\.SitesProgram\\.leak:\\d+=2, sites\\.SitesProgram\\.main:\\d+=1}");
  }
}
