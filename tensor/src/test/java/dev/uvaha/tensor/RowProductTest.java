package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// One row through a large linear map, which takes a way of its own in inference.
final class RowProductTest {
  private static final int OUTPUTS = 521;
  private static final int INPUTS = 523;

  /// Sums of 523 products around 1, in another order.
  private static final float ROUNDING = 1e-3f;

  @Test
  void isTheRowOfTheProductOfMatrices() {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var weight = Randomness.normal(0, 1, Device.CPU, OUTPUTS, INPUTS).requireGradient();
        var bias = Randomness.normal(0, 1, Device.CPU, OUTPUTS);
        var rows = Randomness.normal(0, 1, Device.CPU, 3, INPUTS);
        var row = rows.narrow(0, 1, 1).reshape(1, 1, INPUTS);
        assertThat(RowProduct.suits(row, weight)).isTrue();
        assertThat(RowProduct.suits(rows, weight)).isFalse();
        assertSame(Kernels.linear(row, weight), Kernels.linear(rows, weight));
        assertSame(Kernels.linear(row, weight, bias), Kernels.linear(rows, weight, bias));
      }
    });
  }

  private static void assertSame(Tensor row, Tensor rows) {
    assertThat(row.shape()).isEqualTo(Shape.of(1, 1, OUTPUTS));
    var expected = rows.select(0, 1).toFloats();
    var found = row.toFloats();
    for (var i = 0; i < OUTPUTS; i++) assertThat(found[i]).isCloseTo(expected[i], within(ROUNDING));
  }

  @Test
  void whatIsRecordedGoesTheUsualWay() {
    try (var _ = TensorScope.open()) {
      var weight = Tensors.zeros(OUTPUTS, INPUTS).requireGradient();
      assertThat(RowProduct.suits(Tensors.zeros(1, INPUTS), weight)).isFalse();
    }
  }
}
