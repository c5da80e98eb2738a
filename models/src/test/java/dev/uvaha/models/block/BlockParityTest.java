package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.PyTorchTransformer;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockParityTest {
  private static final int WIDTH = 21;
  private static final int HEADS = 3;
  private static final int INNER = 13;

  /// Rounding to bf16's 8 bits errs by 2⁻⁹ at most, and on their way back through a layer gradients
  /// are rounded some dozens of times: 64 such errors, which point anywhere, add up to 8 of them.
  private static final double MIXED_TOLERANCE = 8.0 / 512;

  /// A bias of the keys shifts all scores of a query alike: its gradient is zero but for rounding.
  private static final String IN_VAIN = "key.bias";

  @ParameterizedTest
  @EnumSource
  void encoderLayerMatchesPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var pass = encoder(order);
      pass.fixture().assertMatches("output", pass.output());
      pass.backward();
      pass.assertGradientsMatch();
    }
  }

  @ParameterizedTest
  @EnumSource
  void decoderLayerMatchesPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var pass = decoder(order);
      pass.fixture().assertMatches("output", pass.output());
      pass.backward();
      pass.assertGradientsMatch();
    }
  }

  /// What training does by itself where the processor has bf16.
  @ParameterizedTest
  @EnumSource
  void gradientsInMixedPrecisionAreNearThoseOfFloat32(NormOrder order) {
    try (var _ = TensorScope.open()) {
      for (var layer :
          List.<Function<NormOrder, Pass>>of(BlockParityTest::encoder, BlockParityTest::decoder)) {
        Pass pass;
        try (var _ = Autocast.bfloat16(Device.CPU)) {
          pass = layer.apply(order);
        }
        pass.backward();
        pass.assertGradientsAreNear();
      }
    }
  }

  /// A forward pass over a fixture.
  private record Pass(Fixture fixture, Layer layer, Map<String, Tensor> inputs, Tensor output) {
    void backward() {
      output.multiply(fixture.upstream()).sum().backward();
    }

    void assertGradientsMatch() {
      inputs.forEach((name, input) ->
          fixture.assertMatches("gradient.input." + name, input.gradient().orElseThrow()));
      PyTorchTransformer.assertGradientsMatch(fixture, layer, Fixture.FLOAT32_TOLERANCE);
    }

    void assertGradientsAreNear() {
      inputs.forEach((name, input) ->
          assertNear(
              name, input.gradient().orElseThrow(), fixture.tensor("gradient.input." + name)));
      layer
          .parameters()
          .forEach((name, parameter) -> {
            if (name.endsWith(IN_VAIN)) return;
            var expected = PyTorchTransformer.theirs(fixture, "gradient.parameter.", name);
            assertNear(name, parameter.gradient().orElseThrow(), expected);
          });
    }

    private static void assertNear(String name, Tensor actual, Tensor expected) {
      assertThat(norm(actual.subtract(expected)) / norm(expected))
          .as("distance of the gradient of %s, relative to its length", name)
          .isLessThan(MIXED_TOLERANCE);
    }

    private static double norm(Tensor tensor) {
      return Math.sqrt(tensor.multiply(tensor).sum().item());
    }
  }

  private static Pass encoder(NormOrder order) {
    var fixture = fixture("encoder_layer", order);
    var layer = TransformerBlock.create(config(order));
    PyTorchTransformer.load(fixture, layer);
    var x = fixture.input("x").copy().requireGradient();
    var mask = AttentionMask.padding(lengths(fixture.input("lengths")));
    var output = layer.forward(x, mask, Mode.TRAINING, Trace.none(), "attentions");
    return new Pass(fixture, layer, Map.of("x", x), output);
  }

  private static Pass decoder(NormOrder order) {
    var fixture = fixture("decoder_layer", order);
    var layer = DecoderLayer.create(config(order));
    PyTorchTransformer.load(fixture, layer);
    var x = fixture.input("x").copy().requireGradient();
    var memory = fixture.input("memory").copy().requireGradient();
    var lengths = AttentionMask.padding(lengths(fixture.input("lengths")));
    var output =
        layer.forward(
            x,
            AttentionMask.causal().and(lengths),
            Past.none(),
            layer.project(memory),
            AttentionMask.padding(lengths(fixture.input("memory_lengths"))),
            Mode.TRAINING,
            Trace.none());
    return new Pass(fixture, layer, Map.of("x", x, "memory", memory), output);
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
