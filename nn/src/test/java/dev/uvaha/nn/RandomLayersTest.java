package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is drawn at random has the distribution that it claims. With 100,000 draws and more, the
/// mean of each below has a deviation of at most 1/316 of one draw's: the bounds are four of them.
class RandomLayersTest {
  private static final int OUTPUTS = 307;
  private static final int INPUTS = 401;
  private static final double FOUR_DEVIATIONS = 4 / Math.sqrt((double) OUTPUTS * INPUTS);

  @BeforeEach
  void seed() {
    Randomness.seed(20_250_817);
  }

  @Test
  void xavierIsUniformWithinItsBound() {
    var values = Initialization.xavierUniform(OUTPUTS, INPUTS).value().toFloats();
    var bound = Math.sqrt(6.0 / (OUTPUTS + INPUTS));
    var deviation = bound / Math.sqrt(3);
    for (var value : values) assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
    assertThat(mean(values)).isCloseTo(0, within(deviation * FOUR_DEVIATIONS));
    assertThat(deviation(values)).isCloseTo(deviation, within(deviation * FOUR_DEVIATIONS));
    // A quarter of the mass in each quarter of the interval, unlike a normal one.
    var inner = IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) < bound / 2);
    assertThat(inner.count() / (double) values.length).isCloseTo(0.5, within(FOUR_DEVIATIONS));
  }

  @Test
  void normalHasItsDeviationAndTails() {
    var values = Initialization.normal(0.02, OUTPUTS, INPUTS).value().toFloats();
    assertThat(mean(values)).isCloseTo(0, within(0.02 * FOUR_DEVIATIONS));
    assertThat(deviation(values)).isCloseTo(0.02, within(0.02 * FOUR_DEVIATIONS));
    var within = IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) < 0.02);
    assertThat(within.count() / (double) values.length).isCloseTo(0.6827, within(FOUR_DEVIATIONS));
  }

  @Test
  void embeddingsHaveTheDeviationOfTheirWidthAndAZeroPadding() {
    var weight = Embedding.withPadding(OUTPUTS, INPUTS, 3).weight().value();
    var expected = 1 / Math.sqrt(INPUTS);
    // One row of 307 is zero, which takes a 614th part of the deviation.
    assertThat(deviation(weight.toFloats())).isCloseTo(expected, within(expected * 0.015));
    try (var padding = weight.select(0, 3)) {
      assertThat(padding.toFloats()).containsOnly(0);
    }
  }

  @Test
  void dropoutKeepsTheMeanAndZeroesItsShare() {
    try (var _ = TensorScope.open()) {
      var dropped = new Dropout(0.3).forward(ones(), Mode.TRAINING).toFloats();
      var zeros = IntStream.range(0, dropped.length).filter(i -> dropped[i] == 0).count();
      assertThat(zeros / (double) dropped.length).isCloseTo(0.3, within(FOUR_DEVIATIONS));
      assertThat(mean(dropped)).isCloseTo(1, within(FOUR_DEVIATIONS));
      for (var value : dropped)
        if (value != 0) assertThat(value).isCloseTo(1 / 0.7f, within(1e-6f));
    }
  }

  @Test
  void dropoutDoesNothingInInferenceOrWithProbabilityZero() {
    try (var _ = TensorScope.open()) {
      var input = ones();
      assertThat(new Dropout(0.3).forward(input, Mode.INFERENCE)).isSameAs(input);
      assertThat(new Dropout(0).forward(input, Mode.TRAINING)).isSameAs(input);
    }
    for (var probability : new double[] {-0.1, 1, Double.NaN})
      assertThatThrownBy(() -> new Dropout(probability))
          .hasMessage("Dropout: probability must be in [0, 1), got " + probability);
  }

  /// Four elements share one random number: they must not share their fate.
  @Test
  void dropoutDropsNeighboursIndependently() {
    try (var _ = TensorScope.open()) {
      var dropped = new Dropout(0.3).forward(ones(), Mode.TRAINING).toFloats();
      for (var distance = 1; distance <= 8; distance++) {
        var away = distance;
        var pairs = dropped.length - away;
        var both = IntStream.range(0, pairs).filter(i -> dropped[i] == 0 && dropped[i + away] == 0);
        assertThat(both.count() / (double) pairs).isCloseTo(0.09, within(FOUR_DEVIATIONS));
      }
    }
  }

  @Test
  void dropoutPassesGradientsWhereItPassesValues() {
    try (var _ = TensorScope.open()) {
      var input = ones().requireGradient();
      var output = new Dropout(0.3).forward(input, Mode.TRAINING);
      output.sum().backward();
      assertThat(input.gradient().orElseThrow().toFloats()).isEqualTo(output.toFloats());
    }
  }

  @Test
  void theSeedDecidesWhatIsDropped() {
    try (var _ = TensorScope.open()) {
      var dropout = new Dropout(0.5);
      Randomness.seed(17);
      var first = dropout.forward(ones(), Mode.TRAINING);
      var second = dropout.forward(ones(), Mode.TRAINING);
      Randomness.seed(17);
      assertThat(dropout.forward(ones(), Mode.TRAINING).contentEquals(first)).isTrue();
      assertThat(second.contentEquals(first)).isFalse();
    }
  }

  private static Tensor ones() {
    return Tensors.zeros(OUTPUTS, INPUTS).fillInPlace(1);
  }

  private static double mean(float[] values) {
    var sum = 0.0;
    for (var value : values) sum += value;
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    var mean = mean(values);
    var sum = 0.0;
    for (var value : values) sum += (value - mean) * (value - mean);
    return Math.sqrt(sum / values.length);
  }
}
