package dev.uvaha.studio.gpt;

import dev.uvaha.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Many numbers on their way to the page: float32, little-endian, in base64, a third of what their
/// digits take.
///
/// @param shape of the array, whose last dimension runs fastest
/// @param base64 the numbers
record Floats(List<Integer> shape, String base64) {
  /// Keeps its own copy.
  Floats {
    shape = List.copyOf(shape);
  }

  /// Numbers in order.
  ///
  /// @throws IllegalArgumentException if the shape has another count
  static Floats of(float[] values, int... shape) {
    var count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (count != values.length)
      throw new IllegalArgumentException(
          "Floats: %d numbers do not fill %s".formatted(values.length, Arrays.toString(shape)));
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new Floats(
        Arrays.stream(shape).boxed().toList(), Base64.getEncoder().encodeToString(bytes.array()));
  }

  /// A tensor's numbers.
  static Floats of(Tensor tensor) {
    return of(
        tensor.toFloats(),
        Arrays.stream(tensor.shape().sizes()).mapToInt(Math::toIntExact).toArray());
  }

  /// The numbers again.
  float[] values() {
    var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    var values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
