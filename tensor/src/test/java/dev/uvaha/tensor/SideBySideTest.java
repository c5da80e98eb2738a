package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static List<Float> draw() {
    try (var _ = TensorScope.open()) {
      var values = Randomness.normal(0, 1, Device.CPU, 3).toFloats();
      return List.of(values[0], values[1], values[2]);
    }
  }

  @BeforeEach
  void thereAreTwoThreads() {
    assumeTrue(Engine.threads() == 2 && !Engine.multipliesByMkl(), "needs 2 threads, and no MKL");
    assertThat(SideBySide.isPossible()).isTrue();
  }

  @Test
  void bothResultsComeEachOfAThreadOfItsOwn() {
    var threads = SideBySide.compute(Thread::currentThread, Thread::currentThread);
    assertThat(threads.getFirst()).isSameAs(Thread.currentThread());
    assertThat(threads.getLast()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void theyShareTheThreadsAndGiveThemBack() {
    var before = Engine.threads();
    var each = SideBySide.compute(Engine::threads, Engine::threads);
    assertThat(each).containsExactly(1, 1);
    assertThat(Engine.threads()).isEqualTo(before);
  }

  @Test
  void randomNumbersDifferAndFollowFromTheSeed() {
    Randomness.seed(7);
    var first = SideBySide.compute(SideBySideTest::draw, SideBySideTest::draw);
    var next = SideBySide.compute(SideBySideTest::draw, SideBySideTest::draw);
    Randomness.seed(7);
    var again = SideBySide.compute(SideBySideTest::draw, SideBySideTest::draw);
    assertThat(again).isEqualTo(first);
    assertThat(next).isNotEqualTo(first);
    assertThat(first.getFirst()).isNotEqualTo(first.getLast());
  }

  @Test
  void aFailureOfEitherIsThrownAsItIs() {
    Supplier<Integer> failing =
        () -> {
          throw new IllegalArgumentException("ill");
        };
    assertThatThrownBy(() -> SideBySide.compute(failing, () -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ill");
    assertThatThrownBy(() -> SideBySide.compute(() -> 1, failing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ill");
  }

  @Test
  void gradientsOfBothAddUp() {
    try (var _ = TensorScope.open()) {
      var weight = Tensors.of(new float[] {1, 2}, 2).requireGradient();
      Supplier<Boolean> pass =
          () -> {
            try (var _ = TensorScope.open()) {
              weight.multiply(weight).sum().backward();
              return true;
            }
          };
      var _ = SideBySide.compute(pass, pass);
      assertThat(weight.gradient().orElseThrow().toFloats()).containsExactly(4, 8);
    }
  }
}
