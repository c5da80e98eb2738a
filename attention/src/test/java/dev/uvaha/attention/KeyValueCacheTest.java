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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueCacheTest {
  private static final int LENGTH = 37; // past the first growth

  @ParameterizedTest
  @ValueSource(strings = {"plain", "rotary"})
  void cachedDecodingEqualsTheFullPass(String kind) {
    var config = new AttentionConfig(12, 3, 0.1);
    var attention =
        kind.equals("plain")
            ? MultiHeadAttention.create(config)
            : MultiHeadAttention.create(config, Positions.Rotary.create(4, 10_000));
    try (var _ = TensorScope.open();
        var cache = KeyValueCache.empty(1)) {
      var input = random(2, LENGTH, 12);
      var whole =
          attention.forward(
              input, attention.project(input), AttentionMask.causal(), Mode.INFERENCE);
      for (var t = 0; t < LENGTH; t += t == 0 ? 3 : 1) {
        var newest = input.narrow(1, t, t == 0 ? 3 : 1);
        var memory = cache.layer(0).append(attention.project(newest, cache.length()));
        var step = attention.forward(newest, memory, AttentionMask.causal(), Mode.INFERENCE);
        Fixture.assertClose("from " + t, step, whole.narrow(1, t, newest.size(1)), 1e-5);
      }
      assertThat(cache.length()).isEqualTo(LENGTH);
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
