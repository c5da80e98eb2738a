package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.VitConfig.Pooler;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.GradientCheck;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VitTest {
  private static final int SIZE = PyTorchVit.PATCH * PyTorchVit.GRID;

  /// Sums of some dozens of numbers of size 1, in float32 and in another order.
  private static final double ROUNDING = 1e-5;

  /// How far apart are vectors that differ by more than rounding.
  private static final double APART = 1e-2;

  @BeforeEach
  void seed() {
    Randomness.seed(20250817);
  }

  @ParameterizedTest
  @CsvSource({"vit_class_token, CLASS_TOKEN", "vit_mean, MEAN", "vit_interpolated, CLASS_TOKEN"})
  void logitsAndEveryGradientMatchPyTorch(String name, Pooling pooling) {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named(name);
      var model = model(pooling, PositionKind.LEARNED);
      PyTorchVit.load(fixture, model);
      var pixels = fixture.input("pixels").copy().requireGradient();
      var logits = model.forward(pixels, Mode.TRAINING);
      fixture.assertMatches("output", logits);
      logits.multiply(fixture.upstream()).sum().backward();
      fixture.assertMatches("gradient.input.pixels", pixels.gradient().orElseThrow());
      PyTorchVit.assertGradientsMatch(fixture, model);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientMatchesFiniteDifference(PositionKind positions) {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, positions);
      var token = model.encoder().classToken().orElseThrow();
      Randomness.normalInPlace(token.value(), 0, 1); // norms of small numbers bend too much
      model.convertTo(DataType.FLOAT64);
      var leaves = new LinkedHashMap<String, Tensor>();
      model.parameters().forEach((name, parameter) -> leaves.put(name, parameter.value()));
      var pixels = pixels(20, 10).to(DataType.FLOAT64).requireGradient(); // another grid
      leaves.put("pixels", pixels);
      var weights = Randomness.normal(0, 1, Device.CPU, 2, PyTorchVit.LABELS);
      GradientCheck.check(
          leaves,
          () -> model.forward(pixels, Mode.TRAINING).multiply(weights.to(DataType.FLOAT64)).sum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutPositionsAPictureIsASetOfPatches(Pooling pooling) {
    assertThat(change(model(pooling, PositionKind.NONE))).isLessThan(ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(names = {"LEARNED", "SINUSOIDAL"})
  void withPositionsTheOrderOfPatchesCounts(PositionKind positions) {
    var model = model(Pooling.CLASS_TOKEN, positions);
    if (model.encoder().positions() instanceof PatchPositions.Learned learned)
      Randomness.normalInPlace(learned.table().value(), 0, 1);
    assertThat(change(model)).isGreaterThan(APART);
  }

  /// The greatest change of a feature when the patches change places.
  private static double change(Vit model) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var pixels = pixels(SIZE, SIZE);
        var order = new int[] {4, 7, 1, 8, 0, 2, 6, 5, 3};
        var patches = PyTorchVit.PATCHES.cut(pixels).indexSelect(1, Tensors.indices(order, 9));
        var moved = PyTorchVit.PATCHES.join(patches, PyTorchVit.PATCHES.grid());
        var difference = features(model, pixels).subtract(features(model, moved));
        return difference.abs().max().item();
      }
    });
  }

  private static Tensor features(Vit model, Tensor pixels) {
    return model.features(pixels, Mode.INFERENCE, Trace.none());
  }

  @Test
  void aPictureIsItsClassTokenOrTheMeanOfItsPatches() {
    try (var _ = TensorScope.open()) {
      var pixels = pixels(SIZE, SIZE);
      for (var pooling : Pooling.values()) {
        var model = model(pooling, PositionKind.LEARNED);
        var states = model.encoder().forward(pixels, Mode.INFERENCE, Trace.none());
        var tokens = model.config().encoder().classTokens();
        assertThat(states.size(1)).isEqualTo(tokens + 9);
        var expected = tokens == 1 ? states.narrow(1, 0, 1).squeeze(1) : states.sum(1).divide(9);
        Fixture.assertClose("features", features(model, pixels), expected, ROUNDING);
      }
    }
  }

  @Test
  void lookingInsideChangesNothing() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels(SIZE, 2 * SIZE);
      var trace = Trace.recording();
      var looked = model.forward(pixels, Mode.INFERENCE, trace);
      Fixture.assertClose("logits", looked, model.forward(pixels, Mode.INFERENCE), ROUNDING);
      assertThat(trace.tensors())
          .containsOnlyKeys(
              "hidden_states.0",
              "attentions.0",
              "hidden_states.1",
              "attentions.1",
              "hidden_states.2");
      var last = Objects.requireNonNull(trace.tensors().get("hidden_states.2"));
      var features = model.encoder().norm().forward(last).select(1, 0);
      Fixture.assertClose("features", features(model, pixels), features, ROUNDING);
      var attention = Objects.requireNonNull(trace.tensors().get("attentions.1"));
      assertThat(attention.shape().sizes()).containsExactly(2, 3, 19, 19);
      Fixture.assertClose(
          "sum of weights",
          attention.sum(3),
          Tensors.ones(DataType.FLOAT32, Device.CPU, 2, 3, 19),
          ROUNDING);
    }
  }

  @Test
  void dropoutIsForTrainingAlone() {
    try (var _ = TensorScope.open()) {
      var model = Vit.create(config(Pooling.CLASS_TOKEN, PositionKind.LEARNED, 0.5));
      var pixels = pixels(SIZE, SIZE);
      var first = model.forward(pixels, Mode.INFERENCE);
      assertThat(model.forward(pixels, Mode.INFERENCE).contentEquals(first)).isTrue();
      assertThat(model.forward(pixels, Mode.TRAINING).contentEquals(first)).isFalse();
    }
  }

  @Test
  void aStepLeavesNoMemoryBehind() {
    var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        model.forward(pixels(10, 20), Mode.TRAINING).sum().backward();
        model.parameters().values().forEach(Parameter::clearGradient);
      }
    });
  }

  @Test
  void aFreshHeadStandsOnTheSameEncoder() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.MEAN, PositionKind.SINUSOIDAL);
      var other = Vit.on(model.encoder(), 5);
      var pixels = pixels(SIZE, SIZE);
      assertThat(features(other, pixels).contentEquals(features(model, pixels))).isTrue();
      assertThat(other.forward(pixels, Mode.INFERENCE).shape().sizes()).containsExactly(2, 5);
    }
  }

  @Test
  void aModelWithoutLabelsMakesFeaturesAlone() {
    try (var _ = TensorScope.open()) {
      var encoder = PyTorchVit.encoder(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var model = Vit.create(new VitConfig(encoder, Pooler.TANH, 0));
      var features = features(model, pixels(SIZE, SIZE));
      assertThat(features.abs().max().item()).isBetween(1e-3, 1.0);
      assertThatThrownBy(() -> model.logits(features)).hasMessageContaining("no head for labels");
    }
  }

  @Test
  void theConfigurationCountsTheParameters() {
    try (var _ = TensorScope.open()) {
      for (var config : configurations())
        assertThat(config.parameterCount())
            .as("%s", config)
            .isEqualTo(Vit.create(config).parameterCount());
    }
  }

  private static List<VitConfig> configurations() {
    var block = new BlockConfig(12, 3, 17, Activation.GELU, NormOrder.PRE, 0);
    var patches = new Patches(21, 7, 2);
    var configurations = new ArrayList<VitConfig>();
    for (var biases : Biases.values())
      for (var positions : PositionKind.values())
        for (var pooling : Pooling.values())
          for (var pooler : Pooler.values()) {
            var encoder = new VitEncoderConfig(patches, 2, block, biases, positions, pooling, 1e-5);
            configurations.add(new VitConfig(encoder, pooler, configurations.size()));
          }
    return configurations;
  }

  @Test
  void aModelComesBackFromDisk(@TempDir Path folder) {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.MEAN, PositionKind.LEARNED);
      Vit.FOLDER.save(model, model.config(), folder);
      var back = Vit.FOLDER.load(folder);
      assertThat(back.config()).isEqualTo(model.config());
      var pixels = pixels(SIZE, SIZE);
      assertThat(
              back.forward(pixels, Mode.INFERENCE)
                  .contentEquals(model.forward(pixels, Mode.INFERENCE)))
          .isTrue();
    }
  }

  /// Weights are rounded to 11 bits there, in some dozens of products.
  @Test
  void plainJavaComputesTheSame(@TempDir Path folder) {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      Vit.FOLDER.save(model, model.config(), folder);
      var back = Vit.FOLDER.load(folder, Device.JVM);
      for (var pixels : List.of(pixels(SIZE, SIZE), pixels(10, 20)))
        Fixture.assertClose(
            "logits",
            back.forward(pixels.to(Device.JVM), Mode.INFERENCE).to(Device.CPU),
            model.forward(pixels, Mode.INFERENCE),
            5e-3);
    }
  }

  @Test
  void refusesWhatIsNoVit() {
    var post = new BlockConfig(12, 3, 17, Activation.GELU, NormOrder.POST, 0);
    assertThatThrownBy(() -> encoder(post, PositionKind.LEARNED))
        .hasMessage(
            "a ViT's norms stand before the sublayers: block.normOrder must be PRE, got POST");
    var odd = new BlockConfig(14, 2, 17, Activation.GELU, NormOrder.PRE, 0);
    assertThatThrownBy(() -> encoder(odd, PositionKind.SINUSOIDAL))
        .hasMessage("sinusoidal positions need a width that divides by 4, got 14");
  }

  private static VitEncoderConfig encoder(BlockConfig block, PositionKind positions) {
    return new VitEncoderConfig(
        PyTorchVit.PATCHES, 1, block, Biases.ALL, positions, Pooling.MEAN, 1e-6);
  }

  private static Vit model(Pooling pooling, PositionKind positions) {
    return Vit.create(config(pooling, positions, 0));
  }

  private static VitConfig config(Pooling pooling, PositionKind positions, double dropout) {
    var block =
        new BlockConfig(
            PyTorchVit.WIDTH,
            PyTorchVit.HEADS,
            PyTorchVit.INNER,
            Activation.GELU,
            NormOrder.PRE,
            dropout);
    return VitConfig.of(
        new VitEncoderConfig(
            PyTorchVit.PATCHES, 2, block, Biases.ALL, positions, pooling, PyTorchVit.EPSILON),
        PyTorchVit.LABELS);
  }

  private static Tensor pixels(int height, int width) {
    return Randomness.normal(0, 1, Device.CPU, 2, PyTorchVit.CHANNELS, height, width);
  }
}
