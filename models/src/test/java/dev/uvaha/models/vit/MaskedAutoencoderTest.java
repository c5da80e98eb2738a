package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.GradientCheck;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaskedAutoencoderTest {
  private static final int SIZE = PyTorchVit.PATCH * PyTorchVit.GRID;

  /// Of pixels of size 1, divided by a deviation and multiplied by it again, in float32.
  private static final double ROUNDING = 1e-5;

  private final PatchMask mask = PatchMask.draw(2, 9, 0.75, new Random(3));

  @BeforeEach
  void seed() {
    Randomness.seed(20250817);
  }

  @Test
  void predictionLossAndEveryGradientMatchPyTorch() {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named("masked_autoencoder");
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      PyTorchVit.load(fixture, model);
      var given = PatchMask.of(orders(fixture), fixture.settings().path("visible").asInt());
      var pixels = fixture.input("pixels");
      var prediction = model.forward(pixels, given, Mode.TRAINING);
      fixture.assertMatches("output.prediction", prediction);
      var loss = model.loss(prediction, pixels, given);
      fixture.assertMatches("output.loss", loss);
      loss.backward();
      PyTorchVit.assertGradientsMatch(fixture, model);
    }
  }

  private static List<List<Integer>> orders(Fixture fixture) {
    var orders = new ArrayList<List<Integer>>();
    var numbers = fixture.input("order").toLongs();
    for (var i = 0; i < numbers.length; i++) {
      if (i % 9 == 0) orders.add(new ArrayList<>());
      orders.getLast().add((int) numbers[i]);
    }
    return orders;
  }

  @Test
  void gradientMatchesFiniteDifference() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.MEAN, PositionKind.SINUSOIDAL);
      model.convertTo(DataType.FLOAT64);
      var leaves = new LinkedHashMap<String, Tensor>();
      model.parameters().forEach((name, parameter) -> leaves.put(name, parameter.value()));
      var pixels = pixels().to(DataType.FLOAT64);
      GradientCheck.check(
          leaves, () -> model.loss(model.forward(pixels, mask, Mode.TRAINING), pixels, mask));
    }
  }

  /// Rounding to bf16's 8 bits errs by 2⁻⁹ at most, some dozens of times in a prediction of size 1.
  @Test
  void mixedPrecisionIsNearFloat32() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels();
      var exact = model.loss(model.forward(pixels, mask, Mode.TRAINING), pixels, mask);
      Tensor loss;
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        loss = model.loss(model.forward(pixels, mask, Mode.TRAINING), pixels, mask);
      }
      assertThat(loss.dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(loss.item()).isCloseTo(exact.item(), within(16.0 / 512));
      loss.backward();
      assertThat(model.parameters().values())
          .allMatch(parameter -> parameter.gradient().orElseThrow().isFinite());
    }
  }

  @Test
  void onlyHiddenPatchesCountForTheLoss() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels();
      var prediction = model.forward(pixels, mask, Mode.INFERENCE);
      var loss = model.loss(prediction, pixels, mask).item();
      var noise = pixels();
      assertThat(model.loss(prediction, mixed(noise, pixels), mask).item()).isEqualTo(loss);
      assertThat(model.loss(prediction, mixed(pixels, noise), mask).item()).isNotEqualTo(loss);
    }
  }

  /// Pictures whose visible patches are of one and whose hidden ones of another.
  private Tensor mixed(Tensor visible, Tensor hidden) {
    var patches = PyTorchVit.PATCHES;
    var joined =
        mask.joined(mask.visibleOf(patches.cut(visible)), mask.hiddenOf(patches.cut(hidden)));
    return patches.join(joined, patches.grid());
  }

  @Test
  void hiddenPatchesAreNotRead() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels();
      var noise = pixels();
      var prediction = model.forward(pixels, mask, Mode.INFERENCE);
      assertThat(
              model.forward(mixed(pixels, noise), mask, Mode.INFERENCE).contentEquals(prediction))
          .isTrue();
      assertThat(
              model.forward(mixed(noise, pixels), mask, Mode.INFERENCE).contentEquals(prediction))
          .isFalse();
    }
  }

  @Test
  void aPerfectPredictionLosesNothingAndCompletesThePicture() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels().multiply(3).add(2);
      var perfect = NormalisedPatches.of(PyTorchVit.PATCHES.cut(pixels)).values();
      assertThat(model.loss(perfect, pixels, mask).item()).isZero();
      Fixture.assertClose("picture", model.completed(perfect, pixels, mask), pixels, ROUNDING);
    }
  }

  @Test
  void visiblePatchesStayAsTheyAreInACompletedPicture() {
    try (var _ = TensorScope.open()) {
      var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
      var pixels = pixels();
      var completed = model.completed(model.forward(pixels, mask, Mode.INFERENCE), pixels, mask);
      var before = PyTorchVit.PATCHES.cut(pixels);
      var after = PyTorchVit.PATCHES.cut(completed);
      assertThat(mask.visibleOf(after).contentEquals(mask.visibleOf(before))).isTrue();
      assertThat(mask.hiddenOf(after).contentEquals(mask.hiddenOf(before))).isFalse();
    }
  }

  @Test
  void normalisedPatchesHaveMeanZeroAndVarianceOneEvenOfOneColour() {
    try (var _ = TensorScope.open()) {
      var patches = Randomness.normal(5, 3, Device.CPU, 2, 7, 75);
      var values = NormalisedPatches.of(patches).values();
      Fixture.assertClose("mean", values.mean(2), Tensors.zeros(2, 7), ROUNDING);
      Fixture.assertClose(
          "variance",
          values.multiply(values).sum(2).divide(74),
          Tensors.ones(DataType.FLOAT32, Device.CPU, 2, 7),
          ROUNDING);
      var plain = NormalisedPatches.of(Tensors.zeros(2, 7, 75).add(1)).values();
      assertThat(plain.abs().max().item()).isZero();
    }
  }

  @Test
  void aStepLeavesNoMemoryBehind() {
    var model = model(Pooling.CLASS_TOKEN, PositionKind.LEARNED);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        var pixels = pixels();
        model.loss(model.forward(pixels, mask, Mode.TRAINING), pixels, mask).backward();
        model.parameters().values().forEach(Parameter::clearGradient);
      }
    });
  }

  @Test
  void theConfigurationCountsTheParameters() {
    for (var pooling : Pooling.values()) {
      var config = config(pooling, PositionKind.LEARNED, 8);
      assertThat(config.parameterCount())
          .isEqualTo(MaskedAutoencoder.create(config).parameterCount());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> config(Pooling.MEAN, PositionKind.LEARNED, 10))
        .hasMessage(
            "the decoder's normOrder must be PRE and its width divide by 4, got PRE and 10");
    var model = model(Pooling.MEAN, PositionKind.LEARNED);
    var other = PatchMask.draw(2, 8, 0.5, new Random(1));
    try (var _ = TensorScope.open()) {
      assertThatThrownBy(() -> model.forward(pixels(), other, Mode.TRAINING))
          .hasMessage("PatchMask: sequence must be [B=2, L=8, X], got [2, 9, 12]");
    }
  }

  private static MaskedAutoencoder model(Pooling pooling, PositionKind positions) {
    return MaskedAutoencoder.create(config(pooling, positions, 8));
  }

  private static MaskedAutoencoderConfig config(
      Pooling pooling, PositionKind positions, int width) {
    var decoder = new BlockConfig(width, 2, 13, Activation.GELU, NormOrder.PRE, 0);
    return new MaskedAutoencoderConfig(PyTorchVit.encoder(pooling, positions), 1, decoder);
  }

  private static Tensor pixels() {
    return Randomness.normal(0, 1, Device.CPU, 2, PyTorchVit.CHANNELS, SIZE, SIZE);
  }
}
