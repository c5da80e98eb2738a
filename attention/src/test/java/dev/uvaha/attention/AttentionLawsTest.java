package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void anAdditiveScoreIsLinearInWhatItCompares() {
    try (var _ = TensorScope.open()) {
      var score = AttentionScore.Additive.create(3, 4, 6);
      var query = random(2, T, 3);
      var key = random(2, T + 1, 4);
      var compared = score.compare(query, score.project(key));
      Fixture.assertClose(
          "scores", score.score().forward(compared).squeeze(-1), score.score(query, key), ROUNDING);
      assertThat(compared.abs().max().item()).isLessThan(1);
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

  /// As cached decoding asks, of own heads and of shared ones.
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aFewQueriesInBf16AreFloat32sRounded(int queries) {
    try (var _ = TensorScope.open()) {
      for (var heads : new int[] {3, 6})
        for (var mask : List.of(AttentionMask.causal(), AttentionMask.padding(5, 11))) {
          var query = random(2, heads, queries, 7).to(DataType.BFLOAT16);
          var memory = new KeyValue(random(2, 3, 11, 7), random(2, 3, 11, 7)).to(DataType.BFLOAT16);
          var wide = query.to(DataType.FLOAT32);
          var narrow = Autograd.noGradient(() -> FastAttention.attend(query, memory, mask, 0));
          var rounded =
              Autograd.noGradient(() ->
                  FastAttention.attend(wide, memory.to(DataType.FLOAT32), mask, 0)
                      .to(DataType.BFLOAT16));
          assertThat(narrow.contentEquals(rounded)).as("%s heads, %s", heads, mask).isTrue();
        }
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

  /// B = 2, N = 3, T = 13, S = 13 or 17. Blocks of one row, of some (the last is smaller), and of
  /// all; some queries see no key.
  @ParameterizedTest
  @ValueSource(longs = {1, 2 * 3 * 17 * 5, 1 << 20})
  void blocksOfQueriesAgreeWithTheFormulaDownToGradients(long blockScores) {
    var formula = new Attention(new AttentionScore.ScaledDotProduct());
    for (var keys : new int[] {13, 17}) {
      try (var _ = TensorScope.open()) {
        var leaves =
            List.of(random(2, 3, 13, 7), random(2, 3, keys, 7), random(2, 3, keys, 7)); // Q, K, V
        leaves.forEach(Tensor::requireGradient);
        var memory = new KeyValue(leaves.get(1), leaves.get(2));
        var upstream = random(2, 3, 13, 7);
        for (var mask : masks(keys)) {
          var what = mask + " of " + keys + " keys";
          var fast = FastAttention.inBlocks(leaves.get(0), memory, mask, 0, blockScores);
          var whole = formula.attend(leaves.get(0), memory.key(), memory.value(), mask).output();
          Fixture.assertClose(what, fast, whole, ROUNDING);
          var expected = gradients(whole.multiply(upstream), leaves);
          var actual = gradients(fast.multiply(upstream), leaves);
          for (var i = 0; i < leaves.size(); i++)
            Fixture.assertClose(
                "gradient " + i + " under " + what, actual.get(i), expected.get(i), ROUNDING);
        }
      }
    }
  }

  private static List<AttentionMask> masks(int keys) {
    var causal = AttentionMask.causal();
    var padding = AttentionMask.padding(keys, 5);
    var rows = AttentionMask.custom(pattern(13, keys));
    var sequences = AttentionMask.custom(pattern(2, 13, keys));
    var heads = AttentionMask.custom(pattern(2, 3, 13, keys));
    var columns = AttentionMask.custom(pattern(2, 1, 1, keys));
    return List.of(
        AttentionMask.none(),
        causal,
        padding,
        AttentionMask.padding(0, keys),
        causal.and(padding),
        rows,
        sequences,
        heads,
        columns,
        causal.and(heads),
        causal.and(padding).and(rows));
  }

  /// About two thirds are visible; the first query sees nothing.
  private static Tensor pattern(long... sizes) {
    var visible = random(sizes).lessThan(Tensors.zeros(1).fillInPlace(0.4));
    if (visible.size(-2) > 1)
      visible.select(-2, 0).copyInPlace(Tensors.zeros(DataType.BOOL, Device.CPU, 1));
    return visible;
  }

  private static List<Tensor> gradients(Tensor weighed, List<Tensor> leaves) {
    leaves.forEach(Tensor::clearGradient);
    weighed.sum().backward();
    return leaves.stream().map(leaf -> leaf.gradient().orElseThrow().copy()).toList();
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
