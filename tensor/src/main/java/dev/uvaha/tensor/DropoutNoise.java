package dev.uvaha.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// What dropout multiplies by on the CPU.
///
/// The engine draws its random numbers one after another on one thread, and its own dropout spends
/// 64 bits on each element: a quarter of the time of a small Transformer's step. Here they serve
/// four elements.
final class DropoutNoise {
  private static final int ELEMENTS_PER_NUMBER = Long.SIZE / Short.SIZE;
  private static final int VALUES = 1 << Short.SIZE;

  private DropoutNoise() {}

  /// Zeros with the probability, to the nearest 2⁻¹⁶, among values of `1 / (1 - probability)`.
  static Tensor like(Tensor input, double probability) {
    var dropped = Math.min(Math.round(probability * VALUES), VALUES - 1);
    try (var random = sixteenBits(input.shape().elements());
        var threshold = Engine.scalar((double) (Short.MIN_VALUE + dropped));
        var kept = random.ge(threshold)) {
      var noise = Tensor.adopt(kept.to(Engine.scalarType(input.dataType())));
      noise.multiplyInPlace(1 / (1 - probability));
      return noise.reshape(input.shape().sizes());
    }
  }

  /// Uniform INT16 `[count]`.
  private static org.bytedeco.pytorch.Tensor sixteenBits(long count) {
    try (var numbers =
            Tensors.empty(DataType.INT64, Device.CPU, Math.ceilDiv(count, ELEMENTS_PER_NUMBER));
        var bits = numbers.handle().view(ScalarType.Short)) {
      Randomness.fillWithBits(numbers);
      return bits.narrow(0, 0, count);
    }
  }
}
