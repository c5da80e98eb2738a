package dev.uvaha.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SequenceSynthesisTest {
  private static final int INPUTS = 3;
  private static final int MAXIMUM = 7;

  /// A longer rectangle groups sums otherwise; float32 rounds them by this much.
  private static final double ROUNDING = 2e-5;

  @BeforeEach
  void seed() {
    Randomness.seed(47);
  }

  static Stream<SequenceConfig> configurations() {
    return Encoders.overEachKindOfElement();
  }

  private static SequenceSynthesis model(SequenceConfig config) {
    return SequenceSynthesis.create(new SequenceSynthesis.Config(INPUTS, config));
  }

  private static Tensor vectors() {
    return Randomness.normal(0, 1, Device.CPU, 5, INPUTS);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void noPlaceSeesItsFuture(SequenceConfig config) {
    try (var _ = TensorScope.open()) {
      var model = model(config);
      var vector = vectors().narrow(0, 0, 1);
      var start = SequenceRows.random(config.elements(), 3);
      var one = followed(config, start);
      var other = followed(config, start);
      var length = new int[] {5};
      var first = model.forward(vector, one, length, Mode.INFERENCE, Trace.none());
      var second = model.forward(vector, other, length, Mode.INFERENCE, Trace.none());
      Fixture.assertClose(
          "to the place after what is shared",
          first.narrow(1, 0, 4),
          second.narrow(1, 0, 4),
          ROUNDING);
      assertThat(first.subtract(second).narrow(1, 4, 2).abs().max().item()).isGreaterThan(1e-4);
    }
  }

  private static Tensor followed(SequenceConfig config, Tensor start) {
    return Tensors.concatenate(1, List.of(start, SequenceRows.random(config.elements(), 2)));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void whatIsWrittenIsWhatTheWholePassTellsOfIt(SequenceConfig config) {
    try (var _ = TensorScope.open()) {
      var model = model(config);
      var vectors = vectors();
      switch (config.elements()) {
        case Elements.Tokens _ -> tokensFollow(model, vectors);
        case Elements.Vectors(int features) -> vectorsFollow(model, vectors, features);
      }
    }
  }

  private static void tokensFollow(SequenceSynthesis model, Tensor vectors) {
    var written = model.tokens(vectors, MAXIMUM);
    assertThat(written).hasSize(5);
    for (var b = 0; b < written.size(); b++) {
      var ids = written.get(b);
      var padded = java.util.Arrays.copyOf(ids, MAXIMUM);
      var told =
          model.forward(
              vectors.narrow(0, b, 1),
              Tensors.indices(padded, 1, MAXIMUM),
              new int[] {ids.length},
              Mode.INFERENCE,
              Trace.none());
      var best = told.argmax(-1).toLongs();
      for (var t = 0; t < ids.length; t++) assertThat(ids[t]).isEqualTo((int) best[t]);
      if (ids.length < MAXIMUM)
        assertThat(best[ids.length]).as("the end").isEqualTo(Encoders.VOCABULARY);
    }
  }

  private static void vectorsFollow(SequenceSynthesis model, Tensor vectors, int features) {
    var written = model.vectors(vectors, MAXIMUM);
    assertThat(written).hasSize(5);
    for (var b = 0; b < written.size(); b++) {
      var own = written.get(b);
      var flat = new float[MAXIMUM * features];
      for (var t = 0; t < own.length; t++)
        System.arraycopy(own[t], 0, flat, t * features, features);
      var told =
          model
              .forward(
                  vectors.narrow(0, b, 1),
                  Tensors.of(flat, 1, MAXIMUM, features),
                  new int[] {own.length},
                  Mode.INFERENCE,
                  Trace.none())
              .squeeze(0); // [MAXIMUM + 1, F + 1]
      if (own.length > 0)
        Fixture.assertClose(
            "row " + b,
            Tensors.of(java.util.Arrays.copyOf(flat, own.length * features), own.length, features),
            told.narrow(0, 0, own.length).narrow(1, 0, features),
            ROUNDING);
      if (own.length < MAXIMUM)
        assertThat(told.select(0, own.length).select(0, features).item()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void writingLeavesNothingBehind(SequenceConfig config) {
    var model = model(config);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        switch (config.elements()) {
          case Elements.Tokens _ -> model.tokens(vectors(), MAXIMUM);
          case Elements.Vectors _ -> model.vectors(vectors(), MAXIMUM);
        }
      }
    });
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (var _ = TensorScope.open()) {
      var encoder = new EncoderConfig.Convolutional(3, 1);
      var writesTokens =
          model(new SequenceConfig(new Elements.Tokens(11), encoder, Encoders.WIDTH, 0));
      var writesVectors =
          model(new SequenceConfig(new Elements.Vectors(2), encoder, Encoders.WIDTH, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writesTokens.vectors(vectors(), MAXIMUM))
          .withMessage("SequenceSynthesis: this model writes tokens; ask for tokens");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writesVectors.tokens(vectors(), MAXIMUM))
          .withMessage("SequenceSynthesis: this model writes vectors; ask for vectors");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writesTokens.tokens(vectors(), 0))
          .withMessage("SequenceSynthesis: maximumLength must be 1 or more, got 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writesTokens.tokens(Tensors.zeros(5, 2), MAXIMUM))
          .withMessage("SequenceSynthesis: vectors must be [B, d=3], got [5, 2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              writesTokens.forward(
                  vectors(),
                  Tensors.indices(new int[2], 1, 2),
                  new int[] {2},
                  Mode.INFERENCE,
                  Trace.none()))
          .withMessage(
              "SequenceSynthesis: sequences must be of B=5 rows as the vectors, got [1, 2]");
    }
  }
}
