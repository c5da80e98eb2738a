package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchMaskTest {
  @ParameterizedTest
  @CsvSource({"196, 0.75, 49", "49, 0.75, 12", "10, 0.9, 1", "10, 0.1, 9", "7, 0.5, 3"})
  void theRatioIsExactAndEveryPatchIsThereOnce(int patches, double ratio, int visible) {
    try (var _ = TensorScope.open()) {
      var mask = PatchMask.draw(5, patches, ratio, new Random(7));
      var numbers = numbers(5, patches);
      var seen = mask.visibleOf(numbers);
      var hidden = mask.hiddenOf(numbers);
      assertThat(seen.shape().sizes()).containsExactly(5, visible, 1);
      assertThat(hidden.shape().sizes()).containsExactly(5, patches - visible, 1);
      for (var picture = 0; picture < 5; picture++)
        assertThat(
                LongStream.concat(
                        LongStream.of(seen.select(0, picture).toLongs()),
                        LongStream.of(hidden.select(0, picture).toLongs()))
                    .sorted())
            .containsExactly(
                LongStream.range((long) picture * patches, (picture + 1L) * patches)
                    .boxed()
                    .toArray(Long[]::new));
    }
  }

  /// 0, 1, … over all pictures: `[B, L, 1]`.
  private static Tensor numbers(int pictures, int patches) {
    return Tensors.range((long) pictures * patches, Device.CPU).reshape(pictures, patches, 1);
  }

  @Test
  void joiningIsTheInverse() {
    try (var _ = TensorScope.open()) {
      var sequence = Randomness.normal(0, 1, Device.CPU, 3, 13, 5);
      var mask = PatchMask.draw(3, 13, 0.6, new Random(11));
      var joined = mask.joined(mask.visibleOf(sequence), mask.hiddenOf(sequence));
      assertThat(joined.contentEquals(sequence)).isTrue();
    }
  }

  @Test
  void theSeedDecidesAndPicturesDiffer() {
    try (var _ = TensorScope.open()) {
      var first = hidden(3);
      assertThat(hidden(3)).isEqualTo(first);
      assertThat(hidden(4)).isNotEqualTo(first);
      assertThat(first[0] % 101).isNotEqualTo(first[50] % 101);
    }
  }

  private static long[] hidden(int seed) {
    return PatchMask.draw(2, 101, 0.5, new Random(seed)).hiddenOf(numbers(2, 101)).toLongs();
  }

  /// 5 standard deviations of a binomial count.
  @Test
  void everyPatchIsHiddenAsOften() {
    try (var _ = TensorScope.open()) {
      var counts = new int[7];
      for (var number :
          PatchMask.draw(7000, 7, 0.5, new Random(5)).hiddenOf(numbers(7000, 7)).toLongs())
        counts[(int) (number % 7)]++;
      for (var count : counts) assertThat(count).isBetween(4000 - 207, 4000 + 207);
    }
  }

  @Test
  void patchesMayBeGiven() {
    try (var _ = TensorScope.open()) {
      var mask = PatchMask.of(List.of(List.of(2, 0, 1), List.of(1, 2, 0)), 1);
      assertThat(mask.visibleOf(numbers(2, 3)).toLongs()).containsExactly(2, 4);
      assertThat(mask.hiddenOf(numbers(2, 3)).toLongs()).containsExactly(0, 1, 5, 3);
      assertThatThrownBy(() -> mask.visibleOf(numbers(2, 4)))
          .hasMessage("PatchMask: sequence must be [B=2, L=3, X], got [2, 4, 1]");
    }
  }

  @Test
  void refusesWhatIsNoMask() {
    assertThatThrownBy(() -> PatchMask.of(List.of(List.of(2, 0, 2)), 1))
        .hasMessage("PatchMask: an order has each of 0 to 2 once, got [2, 0, 2]");
    assertThatThrownBy(() -> PatchMask.of(List.of(List.of(0, 1)), 2))
        .hasMessage("PatchMask: visible must be 1 to 1, got 2");
    for (var ratio : new double[] {0, 0.95, 1, Double.NaN})
      assertThatThrownBy(() -> PatchMask.draw(2, 9, ratio, new Random(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hides none or all of 9 patches");
  }
}
