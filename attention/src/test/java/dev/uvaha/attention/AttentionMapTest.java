package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionMapTest {
  @Test
  void mapsHoldEveryHeadWithoutPadding() {
    try (var _ = TensorScope.open()) {
      var weights = Tensors.range(2 * 3 * 2 * 5, dev.uvaha.tensor.Device.CPU).reshape(2, 3, 2, 5);
      var maps = AttentionMap.of(4, weights, 1, List.of("Кіт"), List.of("The", "cat", "sat"));
      assertThat(maps).hasSize(3);
      var last = maps.get(2);
      assertThat(last.layer()).isEqualTo(4);
      assertThat(last.head()).isEqualTo(2);
      assertThat(last.queries()).containsExactly("Кіт");
      assertThat(last.weights()).isDeepEqualTo(new float[][] {{50, 51, 52}});
      assertThatThrownBy(() -> AttentionMap.of(0, weights, 0, List.of("a", "b", "c"), List.of()))
          .hasMessage("AttentionMap: 3 queries and 0 keys do not fit weights [2, 3, 2, 5]");
    }
  }

  @Test
  void traceNumbersWhatItIsGiven() {
    try (var _ = TensorScope.open()) {
      var trace = Trace.recording();
      trace.record("encoder_attentions", Tensors.zeros(2));
      trace.record("decoder_hidden_states", Tensors.zeros(3));
      trace.record("encoder_attentions", Tensors.zeros(5));
      assertThat(trace.tensors().keySet())
          .containsExactly(
              "encoder_attentions.0", "decoder_hidden_states.0", "encoder_attentions.1");
      Trace.none().record("encoder_attentions", Tensors.zeros(2));
      assertThat(Trace.none().tensors()).isEmpty();
      assertThat(Trace.none().isRecording()).isFalse();
    }
  }
}
