package dev.uvaha.studio.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PermutationViewTest {
  private static final List<String> WORDS = List.of("the", "cat", "sees", "the", "street");
  private static final List<Integer> ORDER = List.of(4, 2, 0, 3, 1);

  /// Of float32, in sums over five words.
  private static final float ROUNDING = 1e-5f;

  private static final Optional<LearnedPositions> LEARNED =
      Optional.of(
          new LearnedPositions(
              "tiny",
              new float[][] {
                {1, 0, 2, 1}, {0, 1, 1, 1}, {2, 1, 0, 0}, {1, 1, 1, -1}, {0, 0, 1, 3}, {1, 2, 3, 4}
              }));

  @Test
  void withoutPositionsTheOrderDoesNotCount() {
    var view = PermutationView.of(PositionKind.NONE, Optional.empty(), WORDS, ORDER);
    assertThat(view.difference()).isLessThan(ROUNDING);
    for (var i = 0; i < WORDS.size(); i++)
      assertThat(view.restored().weights()[i])
          .containsExactly(view.inOrder().weights()[i], within(ROUNDING));
    assertThat(view.permuted().queries()).containsExactly("street", "sees", "the", "the", "cat");
  }

  @Test
  void aWordThatStandsTwiceIsTheSameTwice() {
    var weights =
        PermutationView.of(PositionKind.NONE, Optional.empty(), WORDS, ORDER).inOrder().weights();
    assertThat(weights[0]).containsExactly(weights[3], within(ROUNDING));
  }

  @ParameterizedTest
  @EnumSource(
      value = PositionKind.class,
      names = {"SINUSOIDAL", "LEARNED", "ROTARY"})
  void withPositionsItDoes(PositionKind kind) {
    var view = PermutationView.of(kind, LEARNED, WORDS, ORDER);
    assertThat(view.difference()).isGreaterThan(0.01);
    for (var row : view.inOrder().weights()) {
      var sum = 0f;
      for (var weight : row) sum += weight;
      assertThat(sum).isCloseTo(1, within(ROUNDING));
    }
    var same = PermutationView.of(kind, LEARNED, WORDS, List.of(0, 1, 2, 3, 4));
    assertThat(same.difference()).isZero();
  }

  @Test
  void refusesWhatIsNoOrder() {
    assertThatThrownBy(
            () -> PermutationView.of(PositionKind.NONE, LEARNED, WORDS, List.of(0, 1, 2, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order");
    assertThatThrownBy(
            () -> PermutationView.of(PositionKind.NONE, LEARNED, List.of("cat"), List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("words");
    assertThatThrownBy(
            () -> PermutationView.of(PositionKind.LEARNED, Optional.empty(), WORDS, ORDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no model");
  }
}
