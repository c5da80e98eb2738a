package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveTensorsTest {
  /// Of the process's other doings in between: Java's compiler allocates, and tensors that earlier
  /// tests left to the garbage collector go.
  private static final long NOISE = 40 << 20; // a buffer is 64 MiB

  @Test
  void bytesCountWhatOnlyTheBackwardPassHolds() {
    var before = LiveTensors.bytes();
    assumeTrue(before.isPresent(), "the C library doesn't count bytes");
    var elements = 1 << 24;
    try (var _ = TensorScope.open()) {
      var leaf = Tensors.zeros(elements).requireGradient();
      var grown = leaf.exp();
      var last = grown.sum();
      grown.close(); // Java's hold on it: the recorded computation keeps it
      assertThat(LiveTensors.bytes().orElseThrow() - before.orElseThrow())
          .isCloseTo(2L * elements * Float.BYTES, within(NOISE));
      assertThat(last.item()).isEqualTo(elements);
    }
    assertThat(LiveTensors.bytes().orElseThrow() - before.orElseThrow())
        .isCloseTo(0L, within(NOISE));
  }

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
