package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  private static final int DRAWS = 20_011;
  private static final double FOUR_ERRORS = 4 / Math.sqrt(DRAWS);

  @Test
  void theKeyAloneDecides() {
    assertThat(RandomStream.of(3, 5, 7).bits()).isEqualTo(RandomStream.of(3, 5, 7).bits());
    // Fixed for good: a resumed run must see the pictures that it would have seen.
    assertThat(RandomStream.of(3, 5, 7).bits()).isEqualTo(-8370359970505074158L);
  }

  @Test
  void keysDoNotMeet() {
    var firsts = new HashSet<Long>();
    for (int seed = 0; seed < 20; seed++)
      for (int epoch = 0; epoch < 20; epoch++)
        for (int number = 0; number < 20; number++)
          firsts.add(RandomStream.of(seed, epoch, number).bits());
    assertThat(firsts).hasSize(8000);
  }

  @Test
  void aPermutationHasEveryNumberOnce() {
    var numbers = RandomStream.of(11).permutation(997);
    assertThat(numbers).isNotEqualTo(IntStream.range(0, 997).toArray());
    Arrays.sort(numbers);
    assertThat(numbers).isEqualTo(IntStream.range(0, 997).toArray());
  }

  @Test
  void gaussianHasMeanZeroAndVarianceOne() {
    var random = RandomStream.of(13);
    var drawn = DoubleStream.generate(random::gaussian).limit(DRAWS).toArray();
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isEqualTo(0, within(FOUR_ERRORS));
    assertThat(Arrays.stream(drawn).map(x -> x * x).average().orElseThrow())
        .isEqualTo(1, within(Math.sqrt(2) * FOUR_ERRORS));
  }

  /// The variance of Beta(a, a) is 1 / (4 (2a + 1)).
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.8, 1, 3})
  void betaHasItsMeanAndVariance(double shape) {
    var random = RandomStream.of(17);
    var drawn = DoubleStream.generate(() -> random.beta(shape)).limit(DRAWS).toArray();
    assertThat(Arrays.stream(drawn).average().orElseThrow())
        .isEqualTo(0.5, within(FOUR_ERRORS / 2));
    assertThat(Arrays.stream(drawn).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow())
        .isEqualTo(1 / (4 * (2 * shape + 1)), within(FOUR_ERRORS / 4));
  }
}
