package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
  @TempDir Path folder;

  @Test
  void theProcessorsFeaturesDecide() {
    assertThat(Precision.multipliesBfloat16(Set.of("fpu", "avx512_bf16"))).isTrue();
    assertThat(Precision.multipliesBfloat16(Set.of("amx_bf16"))).isTrue();
    assertThat(Precision.multipliesBfloat16(Set.of("fpu", "avx2", "sse"))).isFalse();
    assertThat(Precision.multipliesBfloat16(Set.of())).isFalse();
  }

  @Test
  void featuresAreReadOnceEachFromAnySystem() throws IOException {
    assertThat(features("processor : 0\nflags\t\t: fpu avx2 sse avx2 \nflags\t: other\n"))
        .containsExactly("fpu", "avx2", "sse");
    assertThat(features("BogoMIPS\t: 50\nFeatures\t: fp asimd bf16\n"))
        .containsExactly("fp", "asimd", "bf16");
    assertThat(features("flags :\nmodel name: x\n")).isEmpty();
    assertThat(Processor.features(folder.resolve("none"))).isEmpty();
  }

  private Set<String> features(String cpuInfo) throws IOException {
    return Processor.features(Files.writeString(folder.resolve("cpuinfo"), cpuInfo));
  }
}
