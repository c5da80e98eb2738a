package dev.uvaha.tensor;

/// Computes on the device `jvm`, without recording inside of without recording, and prints what is
/// refused there.
final class JvmProgram {
  private JvmProgram() {}

  static void main() {
    Autograd.noGradient(() -> {
      var sum = Autograd.noGradient(() -> Tensors.zeros(DataType.FLOAT32, Device.JVM, 2, 3).add(1));
      try {
        Kernels.meanSquaredError(sum, sum);
      } catch (IllegalArgumentException refused) {
        System.out.println(refused.getMessage());
      }
    });
  }
}
