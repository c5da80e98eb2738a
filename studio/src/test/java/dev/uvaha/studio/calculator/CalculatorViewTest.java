package dev.uvaha.studio.calculator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.studio.calculator.Question.Encoding;
import dev.uvaha.studio.calculator.Question.Mask;
import dev.uvaha.studio.calculator.Question.Numbers;
import dev.uvaha.studio.calculator.Question.Score;
import dev.uvaha.studio.calculator.Question.Words;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CalculatorViewTest {
  private static final float[][] QUERIES = {{1, 0.5f}, {-0.25f, 2}, {0, 1}};
  private static final float[][] KEYS = {{1, 2}, {-1, 0.5f}, {3, 1}, {0.5f, 0}, {1, 1}};
  private static final float[][] VALUES = {{1}, {2}, {3}, {5}, {7}};
  private static final List<String> WORDS = List.of("the", "cat", "sees", "the", "dog");
  private static final double ROUNDING = 1e-5; // of float32 sums of a few terms

  private static Question numbers(Score score, Mask mask, Encoding positions, Integer... order) {
    return new Question(new Numbers(QUERIES, KEYS, VALUES), score, mask, positions, List.of(order));
  }

  private static Question words(Score score, Mask mask, Encoding positions, Integer... order) {
    return new Question(new Words(WORDS), score, mask, positions, List.of(order));
  }

  /// By hand, in double precision.
  @Test
  void stepsAreThoseOfTheFormula() {
    var steps = CalculatorView.compute(numbers(Score.SCALED, Mask.NONE, Encoding.NONE));
    for (var i = 0; i < QUERIES.length; i++) {
      var sum = 0.0;
      var output = 0.0;
      for (var j = 0; j < KEYS.length; j++) {
        var product = (double) QUERIES[i][0] * KEYS[j][0] + QUERIES[i][1] * KEYS[j][1];
        assertThat((double) steps.products().orElseThrow()[i][j])
            .isCloseTo(product, within(ROUNDING));
        assertThat((double) steps.scores()[i][j])
            .isCloseTo(product / Math.sqrt(2), within(ROUNDING));
        sum += Math.exp(product / Math.sqrt(2));
        output += Math.exp(product / Math.sqrt(2)) * VALUES[j][0];
      }
      for (var j = 0; j < KEYS.length; j++)
        assertThat((double) steps.weights()[i][j])
            .isCloseTo(Math.exp(steps.scores()[i][j]) / sum, within(ROUNDING));
      assertThat((double) steps.output()[i][0]).isCloseTo(output / sum, within(ROUNDING * 7));
    }
  }

  @Test
  void anAdditiveScoreIsShownBeforeItIsOneNumber() {
    var steps = CalculatorView.compute(words(Score.ADDITIVE, Mask.NONE, Encoding.NONE));
    var compared = steps.compared().orElseThrow(); // [T, S, h]
    assertThat(compared).hasDimensions(WORDS.size(), WORDS.size());
    for (var j = 0; j < WORDS.size(); j++)
      for (var value : compared[1][j]) assertThat(value).isBetween(-1f, 1f);
    assertThat(compared[0]).isDeepEqualTo(compared[3]); // the same word
    assertThat(CalculatorView.compute(words(Score.DOT, Mask.NONE, Encoding.NONE)).compared())
        .isEmpty();
  }

  @Test
  void weightsAreThoseOfTheAttentionMap() {
    var steps = CalculatorView.compute(numbers(Score.SCALED, Mask.CAUSAL, Encoding.NONE));
    var attended =
        new Attention(new AttentionScore.ScaledDotProduct())
            .attend(
                Tensors.of(Device.JVM, new float[] {1, 0.5f, -0.25f, 2, 0, 1}, 1, 3, 2),
                Tensors.of(Device.JVM, new float[] {1, 2, -1, 0.5f, 3, 1, 0.5f, 0, 1, 1}, 1, 5, 2),
                Tensors.of(Device.JVM, new float[] {1, 2, 3, 5, 7}, 1, 5, 1),
                AttentionMask.causal());
    var map = AttentionMap.of(0, attended.weights().unsqueeze(1), 0, steps.rows(), steps.columns());
    assertThat(steps.weights()).isDeepEqualTo(map.getFirst().weights());
  }

  @ParameterizedTest
  @EnumSource
  void eachRowOfWeightsSumsToOneWhereItMayLook(Score score) {
    var steps = CalculatorView.compute(words(score, Mask.CAUSAL, Encoding.SINUSOIDAL));
    for (var i = 0; i < WORDS.size(); i++) {
      var sum = 0.0;
      for (var j = 0; j < WORDS.size(); j++) {
        sum += steps.weights()[i][j];
        assertThat(steps.mayAttend()[i][j]).isEqualTo(j <= i);
        if (j > i) assertThat(steps.weights()[i][j]).isZero();
      }
      assertThat(sum).isCloseTo(1, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutPositionsTheOrderIsNotNoticed(Score score) {
    assertThat(
            CalculatorView.compute(words(score, Mask.NONE, Encoding.NONE, 4, 2, 0, 1, 3)).change())
        .isLessThan(ROUNDING);
    assertThat(
            CalculatorView.compute(numbers(score, Mask.NONE, Encoding.NONE, 4, 2, 0, 1, 3))
                .change())
        .isLessThan(ROUNDING * 7);
  }

  @ParameterizedTest
  @EnumSource
  void withPositionsItIs(Score score) {
    var order = new Integer[] {4, 2, 0, 1, 3};
    assertThat(CalculatorView.compute(words(score, Mask.NONE, Encoding.SINUSOIDAL, order)).change())
        .isGreaterThan(0.01);
    assertThat(
            CalculatorView.compute(numbers(score, Mask.NONE, Encoding.SINUSOIDAL, order)).change())
        .isGreaterThan(0.01);
  }

  @Test
  void aWordIsAlwaysTheSameVector() {
    assertThat(CalculatorView.vector("Cat")).isEqualTo(CalculatorView.vector("cat"));
    assertThat(CalculatorView.vector("cat")).isNotEqualTo(CalculatorView.vector("cats"));
    var steps = CalculatorView.compute(words(Score.DOT, Mask.NONE, Encoding.NONE));
    assertThat(steps.output()[0]).isEqualTo(steps.output()[3]); // the, the
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Numbers(QUERIES, KEYS, QUERIES))
        .withMessage("each key needs a value: K has 5 rows, V has 3");
    var narrow = new Numbers(VALUES, KEYS, VALUES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(narrow, Score.DOT, Mask.NONE, Encoding.NONE, List.of()))
        .withMessageContaining("Q has 1 columns, K has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Question(narrow, Score.ADDITIVE, Mask.NONE, Encoding.SINUSOIDAL, List.of()))
        .withMessageContaining("positions need an even width");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> words(Score.DOT, Mask.NONE, Encoding.NONE, 0, 1, 1, 2, 3))
        .withMessageContaining("each of 5 rows once");
    assertThatIllegalArgumentException().isThrownBy(() -> new Words(List.of()));
  }
}
