package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttentionLawsTest {
  /// Room for sums in another order.
  private static final double ROUNDING = 1e-5;

  private static final int T = 5;
  private static final int D = 21;
  private static final int[] ORDER = {3, 0, 4, 1, 2};

  private final MultiHeadAttention attention =
      MultiHeadAttention.create(new AttentionConfig(D, 3, 0.1));

  @BeforeEach
  void seed() {
    Randomness.seed(17);
  }

  @Test
  void causalMaskHidesTheFuture() {
    try (var _ = TensorScope.open()) {
      var input = random(2, T, D);
      var before = self(input, AttentionMask.causal());
      for (var changed = 1; changed < T; changed++) {
        var other = input.copy();
        other.narrow(1, changed, 1).fillInPlace(7);
        var after = self(other, AttentionMask.causal());
        assertThat(after.narrow(1, 0, changed).contentEquals(before.narrow(1, 0, changed)))
            .isTrue();
        assertThat(after.select(1, changed).contentEquals(before.select(1, changed))).isFalse();
      }
    }
  }

  @Test
  void paddingChangesNothing() {
    try (var _ = TensorScope.open()) {
      var input = random(2, T, D);
      input.select(0, 1).narrow(0, 3, 2).fillInPlace(1e4);
      var batched = self(input, AttentionMask.padding(5, 3));
      var single = self(input.narrow(0, 1, 1).narrow(1, 0, 3), AttentionMask.none());
      Fixture.assertClose("the shorter", batched.narrow(0, 1, 1).narrow(1, 0, 3), single, ROUNDING);
      var still = MultiHeadAttention.create(new AttentionConfig(D, 3, 0));
      var memory = still.project(input);
      var mask = AttentionMask.padding(5, 3);
      assertThat(
              still
                  .forward(input, memory, mask, Mode.TRAINING)
                  .contentEquals(still.forward(input, memory, mask, Mode.INFERENCE)))
          .isTrue();
    }
  }

  @Test
  void aQueryWithoutKeysYieldsZerosAndPassesNoGradient() {
    try (var _ = TensorScope.open()) {
      var query = random(2, 3, T, 7).requireGradient();
      var key = random(2, 3, 11, 7).requireGradient();
      var value = random(2, 3, 11, 7).requireGradient();
      var mask = AttentionMask.padding(0, 11);
      var fast = FastAttention.attend(query, new KeyValue(key, value), mask, 0);
      var plain =
          new Attention(new AttentionScore.ScaledDotProduct()).attend(query, key, value, mask);
      assertThat(fast.select(0, 0).toFloats()).containsOnly(0);
      assertThat(plain.output().select(0, 0).toFloats()).containsOnly(0);
      assertThat(plain.weights().select(0, 0).toFloats()).containsOnly(0);
      fast.add(plain.output()).sum().backward();
      for (var leaf : List.of(query, key, value)) {
        var gradient = leaf.gradient().orElseThrow();
        assertThat(gradient.isFinite()).isTrue();
        assertThat(gradient.select(0, 0).toFloats()).containsOnly(0);
      }
      assertThat(value.gradient().orElseThrow().select(0, 1).abs().max().item()).isPositive();
    }
  }

  @Test
  void withoutPositionsOrderIsNotSeenAndWithThemItIs() {
    try (var _ = TensorScope.open()) {
      var order = Tensors.indices(ORDER, T);
      var input = random(2, T, D);
      var shuffled = input.indexSelect(1, order);
      Fixture.assertClose(
          "shuffled",
          self(shuffled, AttentionMask.none()),
          self(input, AttentionMask.none()).indexSelect(1, order),
          ROUNDING);
      var positions = Positions.Learned.create(T, D);
      var placed = self(positions.addTo(shuffled), AttentionMask.none());
      var moved = self(positions.addTo(input), AttentionMask.none()).indexSelect(1, order);
      assertThat(placed.subtract(moved).abs().max().item()).isGreaterThan(1e-2);
    }
  }

  @Test
  void weightsSumToOne() {
    try (var _ = TensorScope.open()) {
      var input = random(2, T, D);
      var attended =
          attention.attend(input, attention.project(input), AttentionMask.causal(), Mode.INFERENCE);
      assertThat(attended.weights().shape().is(2, 3, T, T)).isTrue();
      for (var sum : attended.weights().sum(-1).toFloats())
        assertThat(Math.abs(sum - 1)).isLessThan((float) ROUNDING);
    }
  }

  @Test
  void blocksOfQueriesAgreeWithTheWhole() {
    var length = 2003; // two blocks of unequal size
    assertThat(FastAttention.blockRows(length, 2L * length)).isLessThan(length);
    try (var _ = TensorScope.open()) {
      var query = random(1, 2, length, 7);
      var memory = new KeyValue(random(1, 2, length, 7), random(1, 2, length, 7));
      for (var mask :
          List.of(
              AttentionMask.causal(),
              AttentionMask.padding(1499),
              AttentionMask.causal().and(AttentionMask.padding(1499)))) {
        try (var _ = TensorScope.open()) {
          var whole =
              new Attention(new AttentionScore.ScaledDotProduct())
                  .attend(query, memory.key(), memory.value(), mask)
                  .output();
          Fixture.assertClose(
              "" + mask, FastAttention.attend(query, memory, mask, 0), whole, ROUNDING);
        }
      }
    }
  }

  @Test
  void dropoutKeepsTheMeanAndReportsWeightsBeforeIt() {
    try (var _ = TensorScope.open()) {
      var key = Tensors.zeros(1, 1, 997, 7);
      var value = Tensors.zeros(1, 1, 997, 7).fillInPlace(1);
      var kept = FastAttention.attend(key, new KeyValue(key, value), AttentionMask.none(), 0.25);
      assertThat(Math.abs(kept.mean().item() - 1)).isLessThan(0.01);
      assertThat(kept.select(2, 0).contentEquals(kept.select(2, 1))).isFalse();
      var input = random(2, T, D);
      var attended =
          attention.attend(input, attention.project(input), AttentionMask.none(), Mode.TRAINING);
      for (var sum : attended.weights().sum(-1).toFloats())
        assertThat(Math.abs(sum - 1)).isLessThan((float) ROUNDING);
    }
  }

  @Test
  void releasesNativeMemory() {
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        var input = random(2, T, D).requireGradient();
        var mask = AttentionMask.causal().and(AttentionMask.padding(5, 3));
        attention.forward(input, attention.project(input), mask, Mode.TRAINING).sum().backward();
        attention.attend(input, attention.project(input), mask, Mode.TRAINING);
        attention.parameters().values().forEach(dev.uvaha.nn.Parameter::clearGradient);
      }
    });
  }

  private Tensor self(Tensor input, AttentionMask mask) {
    return attention.forward(input, attention.project(input), mask, Mode.INFERENCE);
  }

  private static Tensor random(long... sizes) {
    return Randomness.normal(0, 1, Device.CPU, sizes);
  }
}
