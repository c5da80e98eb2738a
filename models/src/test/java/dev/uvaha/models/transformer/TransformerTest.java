package dev.uvaha.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerTest {
  private static final int[] SHORT = {3, 17, 5};
  private static final int[] LONG = {11, 2, 19, 7, 23, 13, 29};
  private static final double ROUNDING = 2e-5;

  @BeforeEach
  void seed() {
    Randomness.seed(41);
  }

  @ParameterizedTest
  @EnumSource
  void paddingChangesNothing(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(order, PositionKind.SINUSOIDAL, 0.5));
      var target = new int[] {1, 4, 9, 16};
      var alone = forward(model, ids(SHORT), new int[] {3}, ids(target), Mode.INFERENCE);
      var padded = Arrays.copyOf(SHORT, LONG.length);
      var both =
          forward(
              model,
              Tensors.concatenate(0, java.util.List.of(ids(padded), ids(LONG))),
              new int[] {3, 7},
              Tensors.concatenate(0, java.util.List.of(ids(target), ids(target))),
              Mode.INFERENCE);
      Fixture.assertClose("padded source", both.narrow(0, 0, 1), alone, ROUNDING);
    }
  }

  @Test
  void noTargetTokenSeesItsFuture() {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.PRE, PositionKind.LEARNED, 0));
      var one = forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9, 16, 25), Mode.TRAINING);
      var other = forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9, 8, 3), Mode.TRAINING);
      Fixture.assertClose(
          "before the change", one.narrow(1, 0, 3), other.narrow(1, 0, 3), ROUNDING);
      assertThat(one.subtract(other).abs().narrow(1, 3, 2).max().item()).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void decodingStepByStepEqualsTheWholePass(PositionKind positions) {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.POST, positions, 0.3));
      var source =
          Tensors.concatenate(0, java.util.List.of(ids(Arrays.copyOf(SHORT, 7)), ids(LONG)));
      var lengths = new int[] {3, 7};
      var target = Tensors.indices(new int[] {1, 4, 9, 16, 25, 1, 6, 7, 8, 9}, 2, 5);
      var whole = forward(model, source, lengths, target, Mode.INFERENCE);
      try (var decoding = model.decoding(source, lengths)) {
        for (var t = 0; t < 5; t++) {
          var step = decoding.step(target.select(1, t));
          Fixture.assertClose("step " + t, step, whole.select(1, t), ROUNDING);
        }
      }
    }
  }

  /// Every layer and every step in plain Java, against the engine's.
  @ParameterizedTest
  @EnumSource
  void plainJavaComputesTheSame(PositionKind positions) {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.PRE, positions, 0.3));
      var source =
          Tensors.concatenate(0, java.util.List.of(ids(Arrays.copyOf(SHORT, 7)), ids(LONG)));
      var lengths = new int[] {3, 7};
      var target = Tensors.indices(new int[] {1, 4, 9, 16, 25, 1, 6, 7, 8, 9}, 2, 5);
      var recorded = Trace.recording();
      var expected = model.forward(source, lengths, target, Mode.INFERENCE, recorded);
      model.moveTo(Device.JVM);
      assertThat(model.device()).isEqualTo(Device.JVM);
      var there = source.to(Device.JVM);
      var trace = Trace.recording();
      var logits = model.forward(there, lengths, target.to(Device.JVM), Mode.INFERENCE, trace);
      Fixture.assertClose("logits", logits.to(Device.CPU), expected, ROUNDING);
      recorded
          .tensors()
          .forEach((name, tensor) ->
              Fixture.assertClose(
                  name,
                  Objects.requireNonNull(trace.tensors().get(name), name).to(Device.CPU),
                  tensor,
                  ROUNDING));
      try (var decoding = model.decoding(there, lengths)) {
        for (var t = 0; t < 3; t++) decoding.step(target.select(1, t).to(Device.JVM));
        decoding.select(1, 0, 0);
        var step = decoding.step(Tensors.indices(Device.JVM, new int[] {8, 16, 16}, 3));
        Fixture.assertClose(
            "row 0 twice",
            step.to(Device.CPU),
            Tensors.concatenate(
                0,
                java.util.List.of(
                    expected.narrow(0, 1, 1).select(1, 3),
                    expected.narrow(0, 0, 1).select(1, 3),
                    expected.narrow(0, 0, 1).select(1, 3))),
            ROUNDING);
      }
    }
  }

  @Test
  void decodingGoesOnWithTheSelectedRows() {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.PRE, PositionKind.SINUSOIDAL, 0));
      var source =
          Tensors.concatenate(0, java.util.List.of(ids(Arrays.copyOf(SHORT, 7)), ids(LONG)));
      try (var decoding = model.decoding(source, new int[] {3, 7});
          var alone = model.decoding(ids(LONG), new int[] {7})) {
        decoding.step(Tensors.indices(new int[] {1, 1}, 2));
        decoding.select(1, 1, 0);
        var step = decoding.step(Tensors.indices(new int[] {5, 6, 7}, 3));
        alone.step(Tensors.indices(new int[] {1}, 1));
        Fixture.assertClose(
            "row 1 twice",
            step.narrow(0, 1, 1),
            alone.step(Tensors.indices(new int[] {6}, 1)),
            ROUNDING);
      }
    }
  }

  @Test
  void traceHoldsEveryLayerAndChangesNothing() {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.PRE, PositionKind.SINUSOIDAL, 0));
      var trace = Trace.recording();
      var traced = model.forward(ids(LONG), new int[] {7}, ids(1, 4, 9), Mode.INFERENCE, trace);
      Fixture.assertClose(
          "logits",
          traced,
          forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9), Mode.INFERENCE),
          ROUNDING);
      assertThat(trace.tensors().keySet())
          .containsExactlyInAnyOrder(
              "encoder_hidden_states.0",
              "encoder_hidden_states.1",
              "encoder_hidden_states.2",
              "encoder_attentions.0",
              "encoder_attentions.1",
              "decoder_hidden_states.0",
              "decoder_hidden_states.1",
              "decoder_hidden_states.2",
              "decoder_attentions.0",
              "decoder_attentions.1",
              "cross_attentions.0",
              "cross_attentions.1");
      assertThat(trace.tensors())
          .extractingByKey("cross_attentions.1")
          .satisfies(weights -> assertThat(weights.shape().is(1, 3, 3, 7)).isTrue());
      assertThat(trace.tensors())
          .extractingByKey("encoder_hidden_states.2")
          .satisfies(state -> assertThat(state.shape().is(1, 7, 42)).isTrue());
    }
  }

  @Test
  void nothingNativeIsLeftBehind() {
    var model = Transformer.create(config(NormOrder.PRE, PositionKind.SINUSOIDAL, 0.1));
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        forward(model, ids(LONG), new int[] {7}, ids(1, 4, 9), Mode.TRAINING).sum().backward();
        model.parameters().values().forEach(dev.uvaha.nn.Parameter::clearGradient);
        try (var decoding = model.decoding(ids(LONG), new int[] {7})) {
          decoding.step(Tensors.indices(new int[] {1}, 1));
          decoding.select(0, 0);
          decoding.step(Tensors.indices(new int[] {1, 2}, 2));
        }
      }
    });
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (var _ = TensorScope.open()) {
      var model = Transformer.create(config(NormOrder.PRE, PositionKind.LEARNED, 0));
      assertThatThrownBy(() ->
              forward(
                  model,
                  ids(LONG),
                  new int[] {7},
                  Tensors.indices(new int[4], 2, 2),
                  Mode.TRAINING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Transformer: target must be [B=1, T], got [2, 2]");
      assertThatThrownBy(
              () -> forward(model, ids(new int[40]), new int[] {40}, ids(1), Mode.TRAINING))
          .hasMessageContaining("position 39");
      assertThatThrownBy(() ->
              new TransformerConfig(
                  7,
                  new Layers(0, 1),
                  config(NormOrder.PRE, PositionKind.LEARNED, 0).block(),
                  PositionKind.LEARNED,
                  5,
                  0))
          .hasMessageContaining("encoder=0");
    }
  }

  private static Tensor forward(
      Transformer model, Tensor source, int[] lengths, Tensor target, Mode mode) {
    return model.forward(source, lengths, target, mode, Trace.none());
  }

  private static Tensor ids(int... ids) {
    return Tensors.indices(ids, 1, ids.length);
  }

  private static TransformerConfig config(NormOrder order, PositionKind positions, double dropout) {
    var block = new BlockConfig(21, 3, 11, Activation.GELU, order, dropout);
    // sinusoidal positions need an even width, so heads of 7 become heads of 14
    var even = new BlockConfig(42, 3, 11, Activation.GELU, order, dropout);
    return new TransformerConfig(
        31, new Layers(2, 2), positions == PositionKind.LEARNED ? block : even, positions, 37, 0);
  }
}
