package dev.uvaha.training;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Device;
import java.util.Set;
import java.util.function.Supplier;

/// In which numbers the forward pass is computed. Weights, gradients, sums and losses are float32
/// in both.
public enum Precision {
  FLOAT32,
  /// Matrix products in bfloat16.
  BFLOAT16_MIXED;

  private static final Set<String> BFLOAT16_FEATURES = Set.of("avx512_bf16", "amx_bf16");

  /// The faster of the two on a device: bfloat16 on GPUs and on processors that multiply it
  /// (AVX-512-BF16, AMX), otherwise float32.
  public static Precision best(Device device) {
    return switch (device) {
      case Device.Cuda(_) -> BFLOAT16_MIXED;
      case Device.Jvm() -> FLOAT32;
      case Device.Cpu() -> multipliesBfloat16(Processor.features()) ? BFLOAT16_MIXED : FLOAT32;
    };
  }

  static boolean multipliesBfloat16(Set<String> processorFeatures) {
    return BFLOAT16_FEATURES.stream().anyMatch(processorFeatures::contains);
  }

  /// Runs a forward pass in this precision.
  <R> R compute(Device device, Supplier<R> forward) {
    if (this == FLOAT32) return forward.get();
    try (var _ = Autocast.bfloat16(device)) {
      return forward.get();
    }
  }
}
