package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTest {
  private static final int B = 2;
  private static final int T = 5;
  private static final int S = 11;
  private static final int D = 21;

  private final MultiHeadAttention attention =
      MultiHeadAttention.create(new AttentionConfig(D, 3, 0.1));

  @Test
  void fastPathAgreesWithTheFormula() {
    try (var _ = TensorScope.open()) {
      var memory = attention.project(random(B, S, D));
      var query = random(B, T, D);
      for (var mask :
          new AttentionMask[] {
            AttentionMask.none(),
            AttentionMask.causal(),
            AttentionMask.padding(7, 11),
            AttentionMask.padding(0, 11),
            AttentionMask.causal().and(AttentionMask.padding(3, 8))
          }) {
        var fast = attention.forward(query, memory, mask, Mode.INFERENCE);
        var plain = attention.attend(query, memory, mask, Mode.INFERENCE);
        assertThat(difference(fast, plain.output())).isLessThan(1e-5);
      }
    }
  }

  @Test
  void errorsNameLayerArgumentAndShapes() {
    try (var _ = TensorScope.open()) {
      var wide = MultiHeadAttention.create(new AttentionConfig(512, 8, 0));
      var memory = wide.project(random(4, 37, 512));
      assertThatThrownBy(
              () -> wide.forward(random(8, 5, 512), memory, AttentionMask.none(), Mode.INFERENCE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("MultiHeadAttention: key must be [B=8, S, D=512], got [4, 37, 512]");
      assertThatThrownBy(() -> wide.project(random(4, 37, 511)))
          .hasMessage("MultiHeadAttention: memory must be [B, S, D=512], got [4, 37, 511]");
    }
  }

  private static double difference(Tensor left, Tensor right) {
    return left.subtract(right).abs().max().item();
  }

  private static Tensor random(long... sizes) {
    return Randomness.normal(0, 1, Device.CPU, sizes);
  }
}
