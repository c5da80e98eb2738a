package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LayerContract;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DinoTest {
  private static final DinoConfig CONFIG =
      new DinoConfig(
          PyTorchVit.encoder(Pooling.CLASS_TOKEN, PositionKind.LEARNED),
          PyTorchVit.INNER,
          5,
          PyTorchVit.LABELS);

  private static final double ROUNDING = 1e-6;

  @BeforeEach
  void seed() {
    Randomness.seed(20250817);
  }

  @Test
  void theHeadMatchesPyTorch() {
    var head = DinoHead.create(CONFIG);
    new LayerContract(
            Fixture.named("dino_head"), head, name -> name, in -> head.forward(in.get("x")))
        .check();
  }

  /// A bias as large as some steps make it leaves the scores of a narrow head what they were.
  @Test
  void aFreshHeadTellsPicturesApartByMoreThanItsBiases() {
    try (var _ = TensorScope.open()) {
      var head = DinoHead.create(CONFIG);
      var features = Randomness.normal(0, 1, Device.CPU, 50, PyTorchVit.WIDTH);
      Supplier<Tensor> scores = () -> Autograd.noGradient(() -> head.forward(features));
      var before = scores.get();
      for (var map : List.of(head.first(), head.second(), head.bottleneck()))
        Autograd.noGradient(() -> map.bias().orElseThrow().value().fillInPlace(0.01));
      assertThat(scores.get().subtract(before).abs().mean().item()).isLessThan(0.05);
    }
  }

  @Test
  void theLossAndItsGradientMatchPyTorch() {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named("dino_loss");
      var student = fixture.input("student").copy().requireGradient();
      var loss =
          new DinoLoss(0.1, 0.04)
              .forward(
                  views(student, 4), views(fixture.input("teacher"), 2), fixture.input("centre"));
      fixture.assertMatches("output", loss);
      loss.backward();
      fixture.assertMatches("gradient.input.student", student.gradient().orElseThrow());
    }
  }

  private static List<Tensor> views(Tensor stacked, int count) {
    return IntStream.range(0, count).mapToObj(i -> stacked.select(0, i)).toList();
  }

  /// With as much of each prototype at the centre, what all views share is not rewarded.
  @Test
  void centringTakesAwayWhatAllPicturesShare() {
    try (var _ = TensorScope.open()) {
      var shared = Randomness.normal(0, 1, Device.CPU, PyTorchVit.LABELS);
      var scores = views(Randomness.normal(0, 1, Device.CPU, 2, 3, PyTorchVit.LABELS), 2);
      var shifted = scores.stream().map(view -> view.add(shared)).toList();
      var loss = new DinoLoss(0.1, 0.04);
      var none = Tensors.zeros(PyTorchVit.LABELS);
      Fixture.assertClose(
          "loss",
          loss.forward(scores, shifted, shared),
          loss.forward(scores, scores, none),
          1e-4); // shifts of size 1, divided by 0.04
    }
  }

  @Test
  void theTeacherFollowsTheStudentAndIsNotTrained() {
    try (var _ = TensorScope.open()) {
      var student = DinoNetwork.create(CONFIG);
      var teacher = DinoTeacher.of(student);
      var view = view(15);
      assertThat(teacher.forward(view, Mode.TRAINING))
          .matches(scores -> scores.contentEquals(student.forward(view, Mode.TRAINING)))
          .matches(scores -> !scores.requiresGradient());
      var before = copies(teacher.network());
      student.parameters().values().forEach(each -> Randomness.normalInPlace(each.value(), 0, 1));
      teacher.follow(student, 0.75);
      var after = List.copyOf(teacher.network().parameters().values());
      var theirs = List.copyOf(student.parameters().values());
      for (var i = 0; i < before.size(); i++)
        Fixture.assertClose(
            "parameter " + i,
            after.get(i).value(),
            before.get(i).multiply(0.75).add(theirs.get(i).value().detach().multiply(0.25)),
            ROUNDING);
      assertThat(teacher.parameters().values()).noneMatch(each -> each.value().requiresGradient());
      teacher.follow(student, 1);
      assertThat(after.getFirst().value().contentEquals(theirs.getFirst().value())).isFalse();
    }
  }

  private static List<Tensor> copies(DinoNetwork network) {
    return network.parameters().values().stream().map(each -> each.value().copy()).toList();
  }

  @Test
  void aTeacherDrawsNothing() {
    try (var _ = TensorScope.open()) {
      var student = DinoNetwork.create(CONFIG);
      var before = Randomness.state();
      DinoTeacher.of(student);
      assertThat(Randomness.state()).isEqualTo(before);
    }
  }

  @Test
  void theCentreIsARunningMean() {
    try (var _ = TensorScope.open()) {
      var teacher = DinoTeacher.of(DinoNetwork.create(CONFIG));
      assertThat(teacher.centre().value().abs().max().item()).isZero();
      var expected = Tensors.zeros(PyTorchVit.LABELS);
      for (var step = 0; step < 3; step++) {
        var scores = Randomness.normal(1, 1, Device.CPU, 7, PyTorchVit.LABELS);
        teacher.centre(scores, 0.9);
        expected = expected.multiply(0.9).add(scores.mean(0).multiply(0.1));
      }
      Fixture.assertClose("centre", teacher.centre().value(), expected, ROUNDING);
    }
  }

  /// As multi-crop training does: large views for both, small ones for the student.
  @Test
  void viewsOfOtherSizesTrainEveryParameterOfTheStudent() {
    try (var _ = TensorScope.open()) {
      var student = DinoNetwork.create(CONFIG);
      var teacher = DinoTeacher.of(student);
      var large = List.of(view(15), view(15));
      var scores = large.stream().map(view -> teacher.forward(view, Mode.TRAINING)).toList();
      var seen =
          IntStream.range(0, 4)
              .mapToObj(i -> student.forward(i < 2 ? large.get(i) : view(10), Mode.TRAINING))
              .toList();
      var loss = new DinoLoss(0.1, 0.04).forward(seen, scores, teacher.centre().value());
      loss.backward();
      student
          .parameters()
          .forEach((name, parameter) ->
              assertThat(parameter.gradient().orElseThrow().abs().max().item())
                  .as(name)
                  .isGreaterThan(name.endsWith("key.bias") ? -1.0 : 0.0));
    }
  }

  /// Cosines that err by some 2⁻⁹, divided by a temperature of a tenth.
  @Test
  void mixedPrecisionIsNearFloat32() {
    try (var _ = TensorScope.open()) {
      var student = DinoNetwork.create(CONFIG);
      var teacher = DinoTeacher.of(student);
      var views = List.of(view(15), view(10));
      var exact = loss(student, teacher, views);
      Tensor loss;
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        loss = loss(student, teacher, views);
      }
      assertThat(loss.dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(loss.item()).isCloseTo(exact.item(), within(10 * 16.0 / 512));
      loss.backward();
      assertThat(student.parameters().values())
          .allMatch(parameter -> parameter.gradient().orElseThrow().isFinite());
    }
  }

  private static Tensor loss(DinoNetwork student, DinoTeacher teacher, List<Tensor> views) {
    var seen = views.stream().map(view -> student.forward(view, Mode.TRAINING)).toList();
    var scores = teacher.forward(views.getFirst(), Mode.TRAINING);
    return new DinoLoss(0.1, 0.04).forward(seen, List.of(scores), teacher.centre().value());
  }

  @Test
  void aStepLeavesNoMemoryBehind() {
    var student = DinoNetwork.create(CONFIG);
    var teacher = DinoTeacher.of(student);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        loss(student, teacher, List.of(view(15), view(10))).backward();
        teacher.centre(Randomness.normal(0, 1, Device.CPU, 2, PyTorchVit.LABELS), 0.9);
        teacher.follow(student, 0.99);
        student.parameters().values().forEach(Parameter::clearGradient);
      }
    });
  }

  @Test
  void theConfigurationCountsTheParameters() {
    assertThat(CONFIG.parameterCount()).isEqualTo(DinoNetwork.create(CONFIG).parameterCount());
  }

  @Test
  void refusesViewsWithoutAPair() {
    try (var _ = TensorScope.open()) {
      var one = List.of(Tensors.zeros(2, PyTorchVit.LABELS));
      assertThatThrownBy(
              () -> new DinoLoss(0.1, 0.04).forward(one, one, Tensors.zeros(PyTorchVit.LABELS)))
          .hasMessageContaining("2 or more, got 1 and 1");
      assertThatThrownBy(() -> new DinoLoss(0, 0.04)).hasMessageContaining("above 0, got 0.0");
    }
  }

  private static Tensor view(int size) {
    return Randomness.normal(0, 1, Device.CPU, 2, PyTorchVit.CHANNELS, size, size);
  }
}
