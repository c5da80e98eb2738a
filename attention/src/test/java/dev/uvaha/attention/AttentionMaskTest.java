package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import org.junit.jupiter.api.Test;

class AttentionMaskTest {
  @Test
  void trueMeansMayAttend() {
    assertThat(drawn(AttentionMask.causal(), 3, 3)).isEqualTo("100 110 111");
    assertThat(drawn(AttentionMask.padding(2), 3, 3)).isEqualTo("110 110 110");
    assertThat(drawn(AttentionMask.causal().and(AttentionMask.padding(2)), 3, 3))
        .isEqualTo("100 110 110");
  }

  @Test
  void fewerQueriesThanKeysAreTheLast() {
    assertThat(drawn(AttentionMask.causal(), 2, 5)).isEqualTo("11110 11111");
    assertThat(drawn(AttentionMask.causal(), 3, 1)).isEqualTo("0 0 1");
    assertThat(AttentionMask.causal().mayHideAll(3, 1)).isTrue();
    assertThat(AttentionMask.causal().mayAttend(1, 5, Device.CPU)).isEmpty();
  }

  @Test
  void masksCombineAsValues() {
    var causal = AttentionMask.causal();
    assertThat(causal.and(AttentionMask.none())).isEqualTo(causal);
    assertThat(AttentionMask.none().and(causal)).isEqualTo(causal);
    assertThat(causal.and(AttentionMask.causal())).isEqualTo(causal);
    assertThat(AttentionMask.padding(3, 5)).isEqualTo(AttentionMask.padding(3, 5));
    assertThat(AttentionMask.padding(3, 5).mayHideAll(5, 5)).isFalse();
    assertThat(AttentionMask.padding(3, 0).mayHideAll(5, 5)).isTrue();
  }

  @Test
  void errorsSayWhatDoesNotFit() {
    assertThatThrownBy(() -> AttentionMask.padding(3, -1))
        .hasMessage("AttentionMask: a length is 0 or more, got [3, -1]");
    assertThatThrownBy(() -> AttentionMask.padding(3, 5).check(3, 1, 7, 7))
        .hasMessage("AttentionMask: lengths must be [B=3], got 2 of them");
    assertThatThrownBy(() -> AttentionMask.padding(3, 8).check(2, 1, 7, 7))
        .hasMessage("AttentionMask: a length must be at most S=7, got [3, 8]");
    try (var _ = TensorScope.open()) {
      var pattern = Tensors.zeros(5, 7);
      assertThatThrownBy(() -> AttentionMask.custom(pattern))
          .hasMessage(
              "AttentionMask: must be BOOL [T, S], [B, T, S] or [B, N, T, S], got FLOAT32 [5, 7] on cpu");
      var custom = AttentionMask.custom(pattern.equalTo(0));
      assertThatThrownBy(() -> custom.check(2, 3, 5, 11))
          .hasMessage("AttentionMask: must broadcast to [B=2, N=3, T=5, S=11], got [5, 7]");
      var byHead = AttentionMask.custom(Tensors.zeros(1, 3, 5, 7).equalTo(0));
      byHead.check(2, 3, 5, 7);
      assertThatThrownBy(() -> byHead.check(2, 13, 5, 7))
          .hasMessage("AttentionMask: must broadcast to [B=2, N=13, T=5, S=7], got [1, 3, 5, 7]");
    }
  }

  private static String drawn(AttentionMask mask, int queries, int keys) {
    try (var _ = TensorScope.open()) {
      var visible = mask.mayAttend(queries, keys, Device.CPU).orElseThrow();
      var flags = visible.expand(1, 1, queries, keys).toLongs();
      var text = new StringBuilder();
      for (var i = 0; i < flags.length; i++) {
        if (i > 0 && i % keys == 0) text.append(' ');
        text.append(flags[i]);
      }
      return text.toString();
    }
  }
}
