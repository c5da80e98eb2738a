package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A step's memory serves the next step.
class NativeHeapTest {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final int MINOR_FAULTS = 7; // of the fields after the program's name
  private static final int STEPS = 20;

  /// The first steps find a place for each buffer.
  private static final int WARM_UP = 20;

  /// Two buffers of 20 MB in each step would be 200,000 pages in all.
  private static final long ALLOWED_FAULTS = 20_000;

  @Test
  void aRepeatedStepGetsFewPagesFromTheSystem() throws IOException {
    assumeTrue(Files.isReadable(STAT), "page faults are read from /proc");
    assumeTrue(Engine.keepsMemory(), "only with glibc");
    for (var i = 0; i < WARM_UP; i++) step();
    var before = faults();
    for (var i = 0; i < STEPS; i++) step();
    assertThat(faults() - before).isLessThan(ALLOWED_FAULTS);
  }

  @Test
  void aPropertySwitchesItOff() {
    var before = System.setProperty("uvaha.tensor.keepMemory", "false");
    try {
      assertThat(NativeHeap.keepFreedMemory()).isFalse();
    } finally {
      if (before == null) System.clearProperty("uvaha.tensor.keepMemory");
      else System.setProperty("uvaha.tensor.keepMemory", before);
    }
  }

  private static void step() {
    try (var _ = TensorScope.open()) {
      Tensors.ones(DataType.FLOAT32, Device.CPU, 5 << 20).multiply(2);
    }
  }

  private static long faults() throws IOException {
    var stat = Files.readString(STAT);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[MINOR_FAULTS]);
  }
}
