package dev.uvaha.models.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Context;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.nn.recurrent.RecurrentCell;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RecurrentTranslatorTest {
  private static final int[] SHORT = {3, 17, 5};
  private static final int[] LONG = {11, 2, 19, 7, 23, 13, 29};
  private static final int[] LENGTHS = {3, 7};
  private static final double ROUNDING = 2e-5;
  private static final Choices RNN_SEARCH = Choices.rnnSearch();

  @BeforeEach
  void seed() {
    Randomness.seed(41);
  }

  static Stream<Choices> everyChoice() {
    return Arrays.stream(RecurrentCell.Kind.values())
        .flatMap(cell ->
            Arrays.stream(Context.values())
                .map(context ->
                    new Choices(
                        cell,
                        context,
                        context == Context.BILINEAR
                            ? RecurrentConfig.ReadoutKind.LINEAR
                            : RecurrentConfig.ReadoutKind.MAXOUT)));
  }

  @ParameterizedTest
  @MethodSource("everyChoice")
  void theConfigurationCountsTheParameters(Choices choices) {
    var config = config(choices, 0);
    assertThat(config.parameterCount())
        .isEqualTo(RecurrentTranslator.create(config).parameterCount());
  }

  @ParameterizedTest
  @MethodSource("everyChoice")
  void decodingStepByStepEqualsTheWholePass(Choices choices) {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(choices, 0.3));
      var target = Tensors.indices(new int[] {1, 4, 9, 16, 25, 1, 6, 7, 8, 9}, 2, 5);
      var whole = forward(model, both(), LENGTHS, target, Mode.INFERENCE);
      assertThat(whole.shape().is(2, 5, 31)).isTrue();
      try (var decoding = model.decoding(both(), LENGTHS)) {
        for (var t = 0; t < 5; t++) {
          var step = decoding.step(target.select(1, t));
          Fixture.assertClose("step " + t, step, whole.select(1, t), ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void paddingChangesNothing(Context context) {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(of(context), 0.5));
      var target = new int[] {1, 4, 9, 16};
      var alone = forward(model, ids(SHORT), new int[] {3}, ids(target), Mode.INFERENCE);
      var two = Tensors.concatenate(0, List.of(ids(target), ids(target)));
      var padded = forward(model, both(), LENGTHS, two, Mode.INFERENCE);
      Fixture.assertClose("padded source", padded.narrow(0, 0, 1), alone, ROUNDING);
    }
  }

  @Test
  void noTargetTokenSeesItsFuture() {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(RNN_SEARCH, 0));
      var one = forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9, 16, 25), Mode.TRAINING);
      var other = forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9, 8, 3), Mode.TRAINING);
      Fixture.assertClose(
          "before the change", one.narrow(1, 0, 3), other.narrow(1, 0, 3), ROUNDING);
      assertThat(one.subtract(other).abs().narrow(1, 3, 2).max().item()).isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("everyChoice")
  void decodingGoesOnWithTheSelectedRows(Choices choices) {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(choices, 0));
      try (var decoding = model.decoding(both(), LENGTHS);
          var alone = model.decoding(ids(LONG), new int[] {7})) {
        decoding.step(Tensors.indices(new int[] {1, 1}, 2));
        decoding.select(1, 1, 0);
        var step = decoding.step(Tensors.indices(new int[] {5, 6, 7}, 3));
        alone.step(Tensors.indices(new int[] {1}, 1));
        var expected = alone.step(Tensors.indices(new int[] {6}, 1));
        Fixture.assertClose("row 1 twice", step.narrow(0, 1, 1), expected, ROUNDING);
        decoding.select(1, 0, 2); // the two change places over one source
        var changed = decoding.step(Tensors.indices(new int[] {8, 8, 8}, 3));
        expected = alone.step(Tensors.indices(new int[] {8}, 1));
        Fixture.assertClose("row 1 in front", changed.narrow(0, 0, 1), expected, ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyChoice")
  void plainJavaComputesTheSame(Choices choices) {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(choices, 0));
      var target = Tensors.indices(new int[] {1, 4, 9, 16, 25, 1, 6, 7, 8, 9}, 2, 5);
      var expected = forward(model, both(), LENGTHS, target, Mode.INFERENCE);
      model.moveTo(Device.JVM);
      var logits =
          forward(model, both().to(Device.JVM), LENGTHS, target.to(Device.JVM), Mode.INFERENCE);
      Fixture.assertClose("logits", logits.to(Device.CPU), expected, ROUNDING);
    }
  }

  @Test
  void theTraceShowsTheAlignment() {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(RNN_SEARCH, 0));
      var trace = Trace.recording();
      var two = Tensors.indices(new int[] {1, 4, 9, 1, 6, 7}, 2, 3);
      model.forward(both(), LENGTHS, two, Mode.INFERENCE, trace);
      assertThat(trace.tensors().keySet())
          .containsExactlyInAnyOrder(
              "encoder_hidden_states.0", "decoder_hidden_states.0", "cross_attentions.0");
      var alignment = trace.tensors().get("cross_attentions.0");
      assertThat(alignment).isNotNull();
      assertThat(alignment.shape().is(2, 1, 3, 7)).isTrue();
      Fixture.assertClose(
          "rows sum to 1", alignment.sum(-1), Tensors.zeros(2, 1, 3).fillInPlace(1), ROUNDING);
      assertThat(alignment.select(0, 0).narrow(-1, 3, 4).abs().max().item()).isZero();
    }
  }

  @Test
  void theBottleneckKnowsTheSourceByOneVectorAlone() {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(of(Context.ONE_VECTOR), 0));
      var trace = Trace.recording();
      model.forward(ids(LONG), new int[] {7}, ids(1, 4), Mode.INFERENCE, trace);
      assertThat(trace.tensors()).doesNotContainKey("cross_attentions.0");
    }
  }

  @ParameterizedTest
  @MethodSource("everyChoice")
  void nothingNativeIsLeftBehind(Choices choices) {
    var model = RecurrentTranslator.create(config(choices, 0.1));
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9), Mode.TRAINING).sum().backward();
        model.parameters().values().forEach(Parameter::clearGradient);
        try (var decoding = model.decoding(ids(LONG), new int[] {7})) {
          decoding.select(0, 0);
          decoding.step(Tensors.indices(new int[] {1, 2}, 2));
          decoding.select(1);
          decoding.step(Tensors.indices(new int[] {1}, 1));
        }
      }
    });
  }

  @Test
  void everyParameterLearns() {
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(RNN_SEARCH, 0));
      forward(
              model,
              both(),
              LENGTHS,
              Tensors.indices(new int[] {1, 4, 9, 1, 6, 7}, 2, 3),
              Mode.TRAINING)
          .tanh()
          .sum()
          .backward();
      model
          .parameters()
          .forEach((name, parameter) ->
              assertThat(parameter.gradient().orElseThrow().abs().max().item())
                  .as(name)
                  .isPositive());
    }
  }

  @Test
  void comesBackFromDiskAsItWas(@TempDir Path folder) {
    var model = RecurrentTranslator.create(config(RNN_SEARCH, 0.1));
    RecurrentTranslator.FOLDER.save(model, model.config(), folder);
    var back = RecurrentTranslator.FOLDER.load(folder);
    assertThat(back.config()).isEqualTo(model.config());
    var others = back.parameters().values().iterator();
    for (var parameter : model.parameters().values())
      assertThat(others.next().value().contentEquals(parameter.value())).isTrue();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RecurrentConfig(31, new Sizes(6, 5, 11, 7), of(Context.DOT_PRODUCT), 0, 9, 0))
        .withMessageContaining("decoder=11, encoder=5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sizes(6, 0, 11, 7))
        .withMessageContaining("encoder=0");
    try (var _ = TensorScope.open()) {
      var model = RecurrentTranslator.create(config(RNN_SEARCH, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forward(model, both(), LENGTHS, ids(1, 2), Mode.INFERENCE))
          .withMessage("RecurrentTranslator: target must be [B=2, T], got [1, 2]");
    }
  }

  private static Choices of(Context context) {
    return new Choices(RecurrentCell.Kind.GRU, context, RecurrentConfig.ReadoutKind.MAXOUT);
  }

  private static Tensor both() {
    return Tensors.concatenate(0, List.of(ids(Arrays.copyOf(SHORT, 7)), ids(LONG)));
  }

  private static Tensor forward(
      RecurrentTranslator model, Tensor source, int[] lengths, Tensor target, Mode mode) {
    return model.forward(source, lengths, target, mode, Trace.none());
  }

  private static Tensor ids(int... ids) {
    return Tensors.indices(ids, 1, ids.length);
  }

  private static RecurrentConfig config(Choices choices, double dropout) {
    return new RecurrentConfig(31, new Sizes(6, 5, 10, 7), choices, dropout, 37, 0);
  }
}
