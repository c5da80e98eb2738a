package dev.uvaha.training;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/// In which numbers the forward pass is computed. Weights, gradients, sums and losses are float32
/// in both.
public enum Precision {
  FLOAT32,
  /// Matrix products in bfloat16.
  BFLOAT16_MIXED;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16_FLAGS = Set.of("avx512_bf16", "amx_bf16");

  /// The faster of the two on a device: bfloat16 on GPUs and on processors that multiply it
  /// (AVX-512-BF16, AMX), otherwise float32.
  public static Precision best(Device device) {
    return switch (device) {
      case Device.Cuda(_) -> BFLOAT16_MIXED;
      case Device.Jvm() -> FLOAT32;
      case Device.Cpu() -> processorMultipliesBfloat16(CPU_INFO) ? BFLOAT16_MIXED : FLOAT32;
    };
  }

  static boolean processorMultipliesBfloat16(Path cpuInfo) {
    if (!Files.isReadable(cpuInfo)) return false;
    try (var lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
          .filter(flags -> BFLOAT16_FLAGS.stream().anyMatch(flags::contains))
          .isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// Runs a forward pass in this precision.
  <R> R compute(Device device, Supplier<R> forward) {
    if (this == FLOAT32) return forward.get();
    try (var _ = Autocast.bfloat16(device)) {
      return forward.get();
    }
  }
}
