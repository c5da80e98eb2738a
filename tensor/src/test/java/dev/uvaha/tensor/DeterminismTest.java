package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSameSeedAndThreadsGiveTheSameValues(int threads) {
    var before = Engine.threads();
    Engine.setThreads(threads);
    try (var _ = TensorScope.open()) {
      var first = sequence();
      var second = sequence();
      for (var i = 0; i < first.size(); i++)
        assertThat(first.get(i).contentEquals(second.get(i))).as("value %s", i).isTrue();
    } finally {
      Engine.setThreads(before);
    }
  }

  @Test
  void anotherSeedGivesOtherValues() {
    try (var _ = TensorScope.open()) {
      Randomness.seed(41);
      var first = Randomness.normal(0, 1, Device.CPU, 37);
      Randomness.seed(43);
      assertThat(Randomness.normal(0, 1, Device.CPU, 37).contentEquals(first)).isFalse();
    }
  }

  @Test
  void typesConvertThereAndBack() {
    try (var _ = TensorScope.open()) {
      var value = Tensors.of(new float[] {1.5f, -3, 0.1f}, 3);
      var wide = value.to(DataType.FLOAT64);
      assertThat(wide.dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(wide.select(0, 2).item()).isEqualTo((double) 0.1f);
      assertThat(wide.to(DataType.FLOAT32).contentEquals(value)).isTrue();
      for (var type : DataType.values())
        if (type != DataType.QINT8) // of the device jvm alone
        assertThat(value.to(type).dataType()).as("%s", type).isEqualTo(type);
    }
  }

  private static List<Tensor> sequence() {
    Randomness.seed(20_250_817);
    var weight = Randomness.normal(0, 1, Device.CPU, 127, 131).requireGradient();
    var input = Randomness.uniform(-1, 1, Device.CPU, 137, 127);
    var output = Kernels.dropout(input.matmul(weight), 0.3);
    output.multiply(output).sum().backward();
    return List.of(weight, input, output, weight.gradient().orElseThrow());
  }
}
