package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueCacheTest {
  private static final int LENGTH = 37; // past the first growth
  private static final int FIRST = 7; // more than a few

  @ParameterizedTest
  @CsvSource({"false, FLOAT32, 1e-5", "true, FLOAT32, 1e-5", "true, BFLOAT16, 2e-2"})
  void cachedDecodingEqualsTheFullPass(boolean turns, DataType type, double tolerance) {
    var config = new AttentionConfig(12, 3, 0.1);
    var attention =
        turns
            ? MultiHeadAttention.create(config, Positions.Rotary.create(4, 10_000))
            : MultiHeadAttention.create(config);
    attention.convertTo(type);
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var cache = KeyValueCache.empty(1)) {
        var causal = AttentionMask.causal();
        var input = random(2, LENGTH, 12).to(type);
        var whole = attention.forward(input, attention.project(input), causal, Mode.INFERENCE);
        for (var t = 0; t < LENGTH; t += t == 0 ? FIRST : 1) {
          var newest = input.narrow(1, t, t == 0 ? FIRST : 1);
          var memory = cache.layer(0).append(attention.project(newest, cache.length()));
          var step = attention.forward(newest, memory, causal, Mode.INFERENCE);
          var told = attention.attend(newest, memory, causal, Mode.INFERENCE).output();
          var expected = whole.narrow(1, t, newest.size(1)).to(DataType.FLOAT32);
          for (var output : List.of(step, told)) {
            assertThat(output.dataType()).isEqualTo(type);
            Fixture.assertClose("from " + t, output.to(DataType.FLOAT32), expected, tolerance);
          }
        }
        assertThat(cache.length()).isEqualTo(LENGTH);
      }
    });
  }

  /// So that attention need not widen all positions for each new one.
  @Test
  void bf16IsKeptWidened() {
    try (var _ = TensorScope.open();
        var cache = KeyValueCache.empty(1)) {
      var first = new KeyValue(random(2, 3, 5, 7), random(2, 3, 5, 7)).to(DataType.BFLOAT16);
      var newer = new KeyValue(random(2, 3, 40, 7), random(2, 3, 40, 7)).to(DataType.BFLOAT16);
      cache.layer(0).append(first);
      var all = cache.layer(0).append(newer);
      var expected = first.append(newer).to(DataType.FLOAT32);
      assertThat(all.key().contentEquals(expected.key())).isTrue();
      assertThat(all.value().contentEquals(expected.value())).isTrue();
      assertThatThrownBy(() -> cache.layer(0).append(expected))
          .hasMessageContaining("newer must be BFLOAT16 [B=2, N=3, T, H=7], got FLOAT32");
    }
  }

  @Test
  void reorderTakesSequencesAsBeamsDo() {
    try (var _ = TensorScope.open();
        var cache = KeyValueCache.empty(2)) {
      var first = new KeyValue(random(3, 2, 5, 7), random(3, 2, 5, 7));
      for (var layer = 0; layer < 2; layer++) cache.layer(layer).append(first);
      cache.reorder(2, 2, 0, 1);
      var newer = new KeyValue(random(4, 2, 1, 7), random(4, 2, 1, 7));
      for (var layer = 0; layer < 2; layer++) {
        var all = cache.layer(layer).append(newer);
        var expected = first.select(2, 2, 0, 1).append(newer);
        assertThat(all.key().contentEquals(expected.key())).isTrue();
        assertThat(all.value().contentEquals(expected.value())).isTrue();
      }
      assertThatThrownBy(() -> cache.layer(0).append(first))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "KeyValueCache: newer must be FLOAT32 [B=4, N=2, T, H=7], got FLOAT32 [3, 2, 5, 7]");
    }
  }

  @Test
  void onlyWhatFitsIsAppended() {
    try (var _ = TensorScope.open();
        var cache = KeyValueCache.empty(1)) {
      cache.layer(0).append(new KeyValue(random(2, 3, 5, 7), random(2, 3, 5, 7)));
      for (var sizes : new long[][] {{1, 3, 1, 7}, {2, 1, 1, 7}, {2, 3, 1, 1}})
        assertThatThrownBy(() -> cache.layer(0).append(new KeyValue(random(sizes), random(sizes))))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("must be FLOAT32 [B=2, N=3, T, H=7]");
      var narrow = random(2, 3, 1, 7).to(DataType.BFLOAT16);
      assertThatThrownBy(() -> cache.layer(0).append(new KeyValue(random(2, 3, 1, 7), narrow)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got BFLOAT16 [2, 3, 1, 7]");
      assertThat(cache.length()).isEqualTo(5);
    }
  }

  @Test
  void closingReleasesNativeMemory() {
    LeakCheck.assertNothingIsLeft(() -> {
      try (var cache = KeyValueCache.empty(2)) {
        fill(cache);
      }
    });
  }

  @Test
  void nothingButTheCacheOutlivesAStep() {
    try (var cache = KeyValueCache.empty(2)) {
      fill(cache);
      LeakCheck.assertNothingIsLeft(() -> fill(cache));
    }
  }

  private static void fill(KeyValueCache cache) {
    for (var t = 0; t < LENGTH; t++)
      try (var _ = TensorScope.open()) {
        for (var layer = 0; layer < 2; layer++)
          cache.layer(layer).append(new KeyValue(random(2, 3, 1, 5), random(2, 3, 1, 5)));
        cache.reorder(1, 0);
      }
  }

  @Test
  void rotaryIsOptionalInTheRecordToo() {
    var attention = MultiHeadAttention.create(new AttentionConfig(12, 3, 0));
    assertThat(attention.rotary()).isEqualTo(Optional.empty());
    assertThat(attention.parameters()).hasSize(8);
  }

  private static Tensor random(long... sizes) {
    return Autograd.noGradient(() -> Randomness.normal(0, 1, Device.CPU, sizes));
  }
}
