package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Weights as 8-bit integers with a scale for each row.
final class QuantizedTest {
  private static final int OUTPUTS = 37;
  private static final int INPUTS = 23;

  /// Half a step of a row whose greatest is 1 at most.
  private static final float ROUNDING = 0.5f / 127 + 1e-6f;

  private final float[] values = values(OUTPUTS * INPUTS);
  private final Tensor weight = jvm(values, OUTPUTS, INPUTS);
  private final Tensor quantized = weight.to(DataType.QINT8);

  @Test
  void roundsEachNumberByHalfAStepAtMost() {
    assertThat(quantized.dataType()).isEqualTo(DataType.QINT8);
    var rounded = quantized.toFloats();
    for (var i = 0; i < values.length; i++)
      assertThat(rounded[i]).isCloseTo(values[i], within(ROUNDING));
  }

  @Test
  void aRowIsRoundedByItsOwnGreatest() {
    var uneven = jvm(new float[] {1000, -500, 0.001f, 0.0005f}, 2, 2).to(DataType.QINT8).toFloats();
    assertThat(uneven[2]).isCloseTo(0.001f, within(1e-9f));
    assertThat(uneven[3]).isCloseTo(0.0005f, within(0.5f * 0.001f / 127));
  }

  @Test
  void zerosStayZeros() {
    assertThat(jvm(new float[6], 2, 3).to(DataType.QINT8).toFloats()).containsOnly(0);
  }

  @Test
  void productsAreThoseOfTheRoundedNumbers() {
    var bias = jvm(values(OUTPUTS), OUTPUTS);
    for (var rows : new int[] {1, 5}) {
      var input = jvm(values(rows * INPUTS), rows, INPUTS);
      var rounded = quantized.to(DataType.FLOAT32);
      assertClose(Kernels.linear(input, quantized, bias), Kernels.linear(input, rounded, bias));
      assertClose(Kernels.linear(input, quantized), Kernels.linear(input, rounded));
      var turned = jvm(values(rows * OUTPUTS), rows, OUTPUTS);
      assertClose(turned.matmul(quantized), turned.matmul(rounded));
    }
  }

  @Test
  void givesRowsOfAnEmbedding() {
    var ids = Tensors.indices(Device.JVM, new int[] {17, 0, 36}, 3);
    var expected = Kernels.embedding(ids, quantized.to(DataType.FLOAT32)).toFloats();
    assertThat(Kernels.embedding(ids, quantized).toFloats()).containsExactly(expected);
  }

  @Test
  void aCopyIsTheSame() {
    assertThat(quantized.copy().dataType()).isEqualTo(DataType.QINT8);
    assertClose(quantized.copy(), quantized);
  }

  @Test
  void isForMatricesOnTheJvmAlone() {
    assertThatThrownBy(() -> jvm(values(7), 7).to(DataType.QINT8)).hasMessageContaining("matrices");
    try (var _ = TensorScope.open()) {
      assertThatThrownBy(() -> Tensors.zeros(3, 5).to(DataType.QINT8))
          .hasMessageContaining("jvm alone");
    }
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    var wanted = expected.toFloats();
    var found = actual.toFloats();
    for (var i = 0; i < wanted.length; i++)
      assertThat(found[i]).isCloseTo(wanted[i], within(1e-4f)); // sums of 37 products
  }

  private static Tensor jvm(float[] values, long... sizes) {
    return Tensors.of(Device.JVM, values, sizes);
  }

  private static float[] values(int count) {
    var random = new Random(count);
    var values = new float[count];
    for (var i = 0; i < count; i++) values[i] = random.nextFloat(-1, 1);
    return values;
  }
}
