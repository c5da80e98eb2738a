package dev.uvaha.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 20_000;

  /// Four standard deviations of a share of that many draws.
  private static final double CHANCE = 4 * 0.5 / Math.sqrt(DRAWS);

  /// Of probabilities 0.5, 0.25, 0.15 and 0.1.
  private static final float[] LOGITS = logs(0.15, 0.5, 0.1, 0.25);

  private static float[] logs(double... probabilities) {
    var logits = new float[probabilities.length];
    for (var i = 0; i < logits.length; i++) logits[i] = (float) (3 + Math.log(probabilities[i]));
    return logits;
  }

  private static double[] shares(Sampling sampling, float... logits) {
    var sampler = new Sampler(sampling, 7);
    var counts = new double[logits.length];
    for (var i = 0; i < DRAWS; i++) counts[sampler.choose(logits, 0).token()] += 1.0 / DRAWS;
    return counts;
  }

  private static void assertShares(double[] actual, double... expected) {
    for (var i = 0; i < expected.length; i++)
      if (expected[i] == 0) assertThat(actual[i]).as("token %d", i).isZero();
      else assertThat(actual[i]).as("token %d", i).isCloseTo(expected[i], within(CHANCE));
  }

  @Test
  void drawsByProbability() {
    assertShares(shares(Sampling.at(1), LOGITS), 0.15, 0.5, 0.1, 0.25);
  }

  @Test
  void temperatureSharpensAndFlattens() {
    var squares = IntStream.range(0, 4).mapToDouble(i -> Math.exp(2 * LOGITS[i])).toArray();
    var sum = Arrays.stream(squares).sum();
    assertShares(
        shares(Sampling.at(0.5), LOGITS), Arrays.stream(squares).map(s -> s / sum).toArray());
    assertShares(shares(Sampling.at(100), LOGITS), 0.25, 0.25, 0.25, 0.25);
    assertShares(shares(Sampling.GREEDY, LOGITS), 0, 1, 0, 0);
  }

  @Test
  void cutsKeepTheLikeliest() {
    assertShares(shares(Sampling.at(1).withTopK(2), LOGITS), 0, 2 / 3.0, 0, 1 / 3.0);
    assertShares(shares(Sampling.at(1).withTopP(0.74), LOGITS), 0, 2 / 3.0, 0, 1 / 3.0);
    assertShares(shares(Sampling.at(1).withTopP(0.76), LOGITS), 1 / 6.0, 5 / 9.0, 0, 5 / 18.0);
    assertShares(shares(Sampling.at(1).withTopP(1e-9), LOGITS), 0, 1, 0, 0);
    assertShares(shares(Sampling.at(1).withMinP(0.29), LOGITS), 1 / 6.0, 5 / 9.0, 0, 5 / 18.0);
    assertShares(shares(Sampling.at(1).withMinP(1), LOGITS), 0, 1, 0, 0);
  }

  @Test
  void whatWasThereIsMadeLessLikely() {
    var sampler = new Sampler(Sampling.GREEDY.withRepetitionPenalty(2), 1);
    sampler.saw(0);
    assertThat(sampler.choose(new float[] {3, 2, -1}, 0).token()).isEqualTo(1);
    assertThat(sampler.choose(new float[] {1.9f, 1.8f, 0.9f}, 0).token()).isEqualTo(0);
    assertThat(sampler.choose(new float[] {-2, -2, -3}, 0).token()).isEqualTo(2);
  }

  @Test
  void logProbabilitiesAreTheModelsOwn() {
    var sampling = Sampling.at(0.1).withTopK(1).withRepetitionPenalty(1.5);
    var choice = new Sampler(sampling, 1).choose(LOGITS, 0);
    assertThat(choice.token()).isEqualTo(1);
    assertThat(choice.logProbability()).isCloseTo(Math.log(0.5), within(1e-6));
  }

  @Test
  void theSameSeedChoosesTheSame() {
    var one = new Sampler(Sampling.at(1), 5);
    var other = new Sampler(Sampling.at(1), 5);
    for (var i = 0; i < 50; i++)
      assertThat(one.choose(LOGITS, 0)).isEqualTo(other.choose(LOGITS, 0));
  }

  @Test
  void forbiddenTokensAreNeverChosen() {
    var logits = new float[] {0, Float.NEGATIVE_INFINITY, 0};
    assertShares(shares(Sampling.at(1), logits), 0.5, 0, 0.5);
  }

  @Test
  void rangesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampling.at(-1))
        .withMessage("temperature must be in [0, 100], got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampling.at(1).withTopP(0))
        .withMessage("top-p must be in (0, 1], got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampling.at(1).withMinP(Double.NaN))
        .withMessage("min-p must be in [0, 1], got NaN");
  }
}
