package dev.uvaha.nn;

import dev.uvaha.nn.LayerContract.Inputs;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each layer, activation and loss against PyTorch, gradients included.
class LayerParityTest {
  private static final int WIDTH = 7;
  private static final int INNER = 13;
  private static final int VOCABULARY = 11;
  private static final Layer NO_PARAMETERS = _ -> {};

  @Test
  void linear() {
    var layer = Linear.create(WIDTH, INNER);
    check("linear", layer, inputs -> layer.forward(inputs.get("x")));
  }

  @Test
  void linearWithoutBias() {
    var layer = Linear.withoutBias(WIDTH, INNER);
    check("linear_without_bias", layer, inputs -> layer.forward(inputs.get("x")));
  }

  @Test
  void layerNorm() {
    var layer = LayerNorm.create(WIDTH);
    check("layer_norm", layer, inputs -> layer.forward(inputs.get("x")));
  }

  @Test
  void rmsNorm() {
    var layer = RmsNorm.create(WIDTH);
    check("rms_norm", layer, inputs -> layer.forward(inputs.get("x")));
  }

  @Test
  void embeddingWhosePaddingGetsNoGradient() {
    var layer = Embedding.withPadding(VOCABULARY, WIDTH, 0);
    var contract =
        new LayerContract(
            Fixture.named("embedding"),
            layer,
            UnaryOperator.identity(),
            inputs -> layer.forward(inputs.get("ids")));
    contract.parametersAreTheFixtures();
    contract.matchesPyTorch();
    contract.releasesNativeMemory();
  }

  @Test
  void conv1d() {
    var layer = Conv1d.create(WIDTH, INNER, 3);
    check("conv1d", layer, inputs -> layer.forward(inputs.get("x")));
  }

  @ParameterizedTest
  @EnumSource
  void feedForward(FeedForward.Activation activation) {
    var layer = FeedForward.Plain.create(WIDTH, INNER, activation, 0);
    check(
        "feed_forward_" + activation.name().toLowerCase(java.util.Locale.ROOT),
        layer,
        name -> name.replace("inner", "linear1").replace("outer", "linear2"),
        inputs -> layer.forward(inputs.get("x"), Mode.TRAINING));
  }

  @Test
  void swiGlu() {
    var layer = FeedForward.SwiGlu.create(WIDTH, INNER);
    check(
        "feed_forward_swiglu",
        layer,
        name -> name.replace(".", "_proj."),
        inputs -> layer.forward(inputs.get("x"), Mode.INFERENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu", "gelu_tanh", "silu"})
  void activation(String name) {
    UnaryOperator<Tensor> function =
        switch (name) {
          case "relu" -> Kernels::relu;
          case "gelu" -> Kernels::gelu;
          case "gelu_tanh" -> Kernels::geluTanh;
          case "silu" -> Kernels::silu;
          default -> throw new AssertionError(name);
        };
    check(name, NO_PARAMETERS, inputs -> function.apply(inputs.get("x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross_entropy", "cross_entropy_smoothed"})
  void crossEntropyWithIgnoredTargets(String name) {
    var settings = Fixture.named(name).settings();
    var smoothing = settings.get("label_smoothing").asDouble();
    var ignored = settings.get("ignore_index").asInt();
    check(
        name,
        NO_PARAMETERS,
        inputs ->
            Loss.crossEntropy(inputs.get("logits"), inputs.get("target"), smoothing, ignored));
  }

  @Test
  void binaryCrossEntropy() {
    check(
        "binary_cross_entropy",
        NO_PARAMETERS,
        inputs -> Loss.binaryCrossEntropy(inputs.get("logits"), inputs.get("target")));
  }

  @Test
  void meanSquaredError() {
    check(
        "mse",
        NO_PARAMETERS,
        inputs -> Loss.meanSquaredError(inputs.get("x"), inputs.get("target")));
  }

  private static void check(String fixture, Layer layer, Function<Inputs, Tensor> forward) {
    check(fixture, layer, UnaryOperator.identity(), forward);
  }

  private static void check(
      String fixture,
      Layer layer,
      UnaryOperator<String> theirName,
      Function<Inputs, Tensor> forward) {
    new LayerContract(Fixture.named(fixture), layer, theirName, forward).check();
  }
}
