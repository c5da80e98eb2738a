package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A large linear map, which is shared among threads in inference.
final class SharedProductTest {
  private static final int OUTPUTS = 521;
  private static final int INPUTS = 523;

  /// Sums of 523 products around 1, in another order.
  private static final float ROUNDING = 1e-3f;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 64})
  void isTheProductThatIsRecorded(long rows) {
    try (var _ = TensorScope.open()) {
      var weight = Randomness.normal(0, 1, Device.CPU, OUTPUTS, INPUTS).requireGradient();
      var bias = Randomness.normal(0, 1, Device.CPU, OUTPUTS);
      var input = Randomness.normal(0, 1, Device.CPU, 1, rows, INPUTS);
      assertThat(SharedProduct.suits(input, weight)).isFalse();
      var product = Kernels.linear(input, weight);
      var sum = Kernels.linear(input, weight, bias);
      Autograd.noGradient(() -> {
        assertThat(SharedProduct.suits(input, weight)).isTrue();
        assertSame(Kernels.linear(input, weight), product);
        assertSame(Kernels.linear(input, weight, bias), sum);
      });
    }
  }

  private static void assertSame(Tensor shared, Tensor recorded) {
    assertThat(shared.shape()).isEqualTo(recorded.shape());
    var expected = recorded.toFloats();
    var found = shared.toFloats();
    for (var i = 0; i < found.length; i++)
      assertThat(found[i]).isCloseTo(expected[i], within(ROUNDING));
  }

  @Test
  void ofNoRowsIsNone() {
    try (var _ = TensorScope.open()) {
      var weight = Tensors.zeros(OUTPUTS, INPUTS);
      var none =
          Autograd.noGradient(() -> Kernels.linear(Tensors.zeros(0, INPUTS), weight).shape());
      assertThat(none).isEqualTo(Shape.of(0, OUTPUTS));
    }
  }
}
