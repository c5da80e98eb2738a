package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv1dTest {
  private static final long SEED = 20_261_126;
  private static final int BATCH = 2;
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 7;

  /// float32 sums of 15 products, in another order.
  private static final double ROUNDING = 1e-5;

  @BeforeEach
  void seed() {
    Randomness.seed(SEED);
  }

  private static Conv1d convolution(int kernel, int padding) {
    return new Conv1d(
        Initialization.uniform(1, OUTPUTS, INPUTS, kernel),
        Initialization.uniform(1, OUTPUTS),
        padding);
  }

  @ParameterizedTest
  @CsvSource({
    "11, 5, 2",
    "11, 5, 0",
    "11, 4, 1",
    "1, 5, 2",
    "5, 5, 0",
    "0, 1, 0",
    "0, 5, 4",
    "0, 4, 2",
  })
  void eachPositionIsAnAffineMapOfItsWindow(int length, int kernel, int padding) {
    try (var _ = TensorScope.open()) {
      var layer = convolution(kernel, padding);
      var input = Randomness.normal(0, 1, Device.CPU, BATCH, length, INPUTS);
      var output = layer.forward(input);
      var positions = length + 2 * padding - kernel + 1;
      assertThat(output.shape()).isEqualTo(Shape.of(BATCH, positions, OUTPUTS));
      var weight = layer.weight().value().toFloats();
      var bias = layer.bias().value().toFloats();
      var read = input.toFloats();
      var made = output.contiguous().toFloats();
      for (var b = 0; b < BATCH; b++)
        for (var t = 0; t < positions; t++)
          for (var o = 0; o < OUTPUTS; o++) {
            double sum = bias[o];
            for (var k = 0; k < kernel; k++) {
              var place = t + k - padding;
              if (place < 0 || place >= length) continue;
              for (var i = 0; i < INPUTS; i++)
                sum +=
                    weight[(o * INPUTS + i) * kernel + k] * read[(b * length + place) * INPUTS + i];
            }
            assertThat((double) made[(b * positions + t) * OUTPUTS + o])
                .isCloseTo(sum, within(ROUNDING));
          }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 2", "4, 5, 0", "0, 1, 0", "0, 5, 4"})
  void fewOrNoPositionsStillGiveEachParameterAndTheInputAGradient(
      int length, int kernel, int padding) {
    try (var _ = TensorScope.open()) {
      var layer = convolution(kernel, padding);
      var input = Randomness.normal(0, 1, Device.CPU, BATCH, length, INPUTS).requireGradient();
      layer.forward(input).sum().backward();
      assertThat(input.gradient().orElseThrow().shape()).isEqualTo(input.shape());
      for (var parameter : layer.parameters().values())
        assertThat(parameter.gradient().orElseThrow().isFinite()).isTrue();
    }
  }

  @Test
  void noPositionsHaveThePrecisionOfMany() {
    try (var _ = TensorScope.open()) {
      var layer = Conv1d.create(INPUTS, OUTPUTS, 5);
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        for (var length : new int[] {0, 11})
          assertThat(layer.forward(Tensors.zeros(BATCH, length, INPUTS)).dataType())
              .isEqualTo(DataType.BFLOAT16);
      }
    }
  }

  @Test
  void aBatchOfNoSequencesGivesNone() {
    try (var _ = TensorScope.open()) {
      assertThat(Conv1d.create(INPUTS, OUTPUTS, 5).forward(Tensors.zeros(0, 11, INPUTS)).shape())
          .isEqualTo(Shape.of(0, 11, OUTPUTS));
    }
  }

  @Test
  void noPositionsLeaveNothingBehind() {
    var layer = Conv1d.create(INPUTS, OUTPUTS, 5);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        layer.forward(Tensors.zeros(BATCH, 0, INPUTS)).sum().backward();
        layer.parameters().values().forEach(Parameter::clearGradient);
      }
    });
  }

  @Test
  void aSequenceShorterThanTheWindowIsNamed() {
    try (var _ = TensorScope.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> convolution(5, 1).forward(Tensors.zeros(BATCH, 1, INPUTS)))
          .withMessage(
              "Conv1d: a sequence of length 1 with padding 1 is too short for kernel 5: it must be"
                  + " 2 or longer");
    }
  }

  @Test
  void whatNoConvolutionHasIsRefused() {
    var weight = Initialization.uniform(1, OUTPUTS, INPUTS, 5);
    var bias = Initialization.uniform(1, OUTPUTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv1d(weight, bias, -1))
        .withMessage("Conv1d: padding must be 0 or more, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv1d(Initialization.uniform(1, OUTPUTS, INPUTS), bias, 0))
        .withMessage("Conv1d: weight must be [outputs, inputs, kernel], got [7, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv1d(Initialization.uniform(1, OUTPUTS, INPUTS, 0), bias, 0))
        .withMessage("Conv1d: kernel must be 1 or more, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv1d(weight, Initialization.uniform(1, INPUTS), 0))
        .withMessage("Conv1d: bias must be [outputs=7], got [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv1d.create(INPUTS, OUTPUTS, 4))
        .withMessage("Conv1d: kernel must be odd, got 4");
  }
}
