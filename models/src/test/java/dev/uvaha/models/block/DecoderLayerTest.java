package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecoderLayerTest {
  private static final int WIDTH = 12;
  private static final int LENGTH = 7;

  /// Room for sums in another order.
  private static final double ROUNDING = 1e-5;

  private static final AttentionConfig ATTENTION = new AttentionConfig(WIDTH, 3, 0);
  private static final Positions.Rotary ROTARY = Positions.Rotary.create(4, 10_000);

  @BeforeEach
  void seed() {
    Randomness.seed(31);
  }

  /// Rotary positions are seen by self-attention alone: a step that took its place for the first
  /// would be wrong from the second on.
  @Test
  void cachedStepsWithRotaryPositionsEqualTheWholePass() {
    var layer = layer(MultiHeadAttention.create(ATTENTION, ROTARY), plain());
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var cache = KeyValueCache.empty(1)) {
        var input = Randomness.normal(0, 1, Device.CPU, 2, LENGTH, WIDTH);
        var memory = layer.project(Randomness.normal(0, 1, Device.CPU, 2, 5, WIDTH));
        var whole = forward(layer, input, Past.none(), memory);
        for (var t = 0; t < LENGTH; t += t == 0 ? 3 : 1) {
          var newest = input.narrow(1, t, t == 0 ? 3 : 1);
          var step = forward(layer, newest, cache.layer(0), memory);
          Fixture.assertClose("from " + t, step, whole.narrow(1, t, newest.size(1)), ROUNDING);
        }
      }
    });
  }

  @Test
  void crossAttentionHasNoRotaryPositions() {
    assertThatThrownBy(() -> layer(plain(), MultiHeadAttention.create(ATTENTION, ROTARY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "DecoderLayer: cross-attention can't have rotary positions: source and target do not"
                + " share them");
  }

  private static Tensor forward(DecoderLayer layer, Tensor input, Past past, KeyValue memory) {
    return layer.forward(
        input,
        AttentionMask.causal(),
        past,
        memory,
        AttentionMask.none(),
        Mode.INFERENCE,
        Trace.none());
  }

  private static MultiHeadAttention plain() {
    return MultiHeadAttention.create(ATTENTION);
  }

  private static DecoderLayer layer(MultiHeadAttention self, MultiHeadAttention cross) {
    return new DecoderLayer(
        self,
        LayerNorm.create(WIDTH),
        cross,
        LayerNorm.create(WIDTH),
        FeedForward.SwiGlu.create(WIDTH, 17),
        LayerNorm.create(WIDTH),
        new Residual(NormOrder.PRE, new Dropout(0)));
  }
}
