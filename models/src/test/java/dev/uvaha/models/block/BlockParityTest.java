package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.PyTorchTransformer;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockParityTest {
  private static final int WIDTH = 21;
  private static final int HEADS = 3;
  private static final int INNER = 13;

  @ParameterizedTest
  @EnumSource
  void encoderLayerMatchesPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var fixture = fixture("encoder_layer", order);
      var layer = EncoderLayer.create(config(order));
      PyTorchTransformer.load(fixture, layer);
      var x = fixture.input("x").copy().requireGradient();
      var mask = AttentionMask.padding(lengths(fixture.input("lengths")));
      check(fixture, layer.forward(x, mask, Mode.TRAINING, Trace.none(), "attentions"));
      fixture.assertMatches("gradient.input.x", x.gradient().orElseThrow());
      PyTorchTransformer.assertGradientsMatch(fixture, layer, Fixture.FLOAT32_TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void decoderLayerMatchesPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var fixture = fixture("decoder_layer", order);
      var layer = DecoderLayer.create(config(order));
      PyTorchTransformer.load(fixture, layer);
      var x = fixture.input("x").copy().requireGradient();
      var memory = fixture.input("memory").copy().requireGradient();
      var mask = AttentionMask.padding(lengths(fixture.input("memory_lengths")));
      check(
          fixture,
          layer.forward(
              x,
              AttentionMask.causal().and(AttentionMask.padding(lengths(fixture.input("lengths")))),
              Past.none(),
              layer.project(memory),
              mask,
              Mode.TRAINING,
              Trace.none()));
      fixture.assertMatches("gradient.input.x", x.gradient().orElseThrow());
      fixture.assertMatches("gradient.input.memory", memory.gradient().orElseThrow());
      PyTorchTransformer.assertGradientsMatch(fixture, layer, Fixture.FLOAT32_TOLERANCE);
    }
  }

  private static void check(Fixture fixture, Tensor output) {
    fixture.assertMatches("output", output);
    output.multiply(fixture.upstream()).sum().backward();
  }

  private static Fixture fixture(String kind, NormOrder order) {
    return Fixture.named(kind + "_" + order.name().toLowerCase(Locale.ROOT) + "_norm");
  }

  private static BlockConfig config(NormOrder order) {
    return new BlockConfig(WIDTH, HEADS, INNER, Activation.RELU, order, 0);
  }

  private static int[] lengths(Tensor lengths) {
    return Arrays.stream(lengths.toLongs()).mapToInt(Math::toIntExact).toArray();
  }
}
