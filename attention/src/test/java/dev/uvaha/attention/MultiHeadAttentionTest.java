package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  void stepsLeadToWhatAttendReturns() {
    var attention = MultiHeadAttention.create(new AttentionConfig(20, 6, 2, 4, 0));
    try (var _ = TensorScope.open()) {
      var memory = attention.project(random(B, S, 20));
      var query = random(B, T, 20);
      for (var mask : List.of(AttentionMask.causal(), AttentionMask.padding(0, 11))) {
        var steps = attention.steps(query, memory, mask);
        var attended = attention.attend(query, memory, mask, Mode.INFERENCE);
        assertThat(difference(steps.output(), attended.output())).isLessThan(1e-5);
        assertThat(difference(steps.weights(), attended.weights())).isLessThan(1e-5);
        var products = steps.query().matmul(steps.key().transpose(-2, -1));
        assertThat(difference(steps.products(), products)).isLessThan(1e-5);
        assertThat(difference(steps.scores(), products.divide(2.0))).isLessThan(1e-5); // √4
        var mixed = steps.weights().matmul(steps.value());
        assertThat(difference(steps.heads(), mixed)).isLessThan(1e-5);
      }
    }
  }

  /// Keys that several heads share are keys that each of them has a copy of.
  @Test
  void sharedHeadsAreHeadsWithTheSameKeys() {
    try (var _ = TensorScope.open()) {
      var shared = MultiHeadAttention.create(new AttentionConfig(20, 6, 2, 4, 0));
      var own =
          new MultiHeadAttention(
              new AttentionConfig(20, 6, 6, 4, 0),
              shared.query(),
              repeated(shared.key()),
              repeated(shared.value()),
              shared.output(),
              Optional.empty());
      var input = random(B, S, 20);
      for (var length : new int[] {1, T, S}) {
        var query = input.narrow(1, S - length, length);
        for (var mask : List.of(AttentionMask.causal(), AttentionMask.padding(7, 11))) {
          var expected = own.attend(query, own.project(input), mask, Mode.INFERENCE);
          var memory = shared.project(input);
          var explicit = shared.attend(query, memory, mask, Mode.INFERENCE);
          assertThat(difference(explicit.output(), expected.output())).isLessThan(1e-5);
          assertThat(difference(explicit.weights(), expected.weights())).isLessThan(1e-5);
          var fast = shared.forward(query, memory, mask, Mode.INFERENCE);
          assertThat(difference(fast, expected.output())).isLessThan(1e-5);
        }
      }
    }
  }

  /// The rows of each head of 4, three times.
  private static Linear repeated(Linear few) {
    return new Linear(
        new Parameter(repeated(few.weight().value())),
        few.bias().map(bias -> new Parameter(repeated(bias.value()))));
  }

  private static Tensor repeated(Tensor rows) {
    var heads = Tensors.split(rows.detach(), 4, 0);
    return Tensors.concatenate(
        0, heads.stream().flatMap(head -> Stream.of(head, head, head)).toList());
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
