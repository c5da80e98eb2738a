package dev.uvaha.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
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
import org.junit.jupiter.params.provider.MethodSource;

final class SequenceTranslatorTest {
  private static final int MAXIMUM = 7;

  /// A longer rectangle groups sums otherwise; float32 rounds them by this much.
  private static final double ROUNDING = 2e-5;

  @TempDir Path folder;

  @BeforeEach
  void seed() {
    Randomness.seed(53);
  }

  /// Each encoder over tokens and over vectors, into the other kind.
  static Stream<SequenceTranslator.Config> configurations() {
    return Encoders.overEachKindOfElement()
        .map(source ->
            new SequenceTranslator.Config(
                source,
                switch (source.elements()) {
                  case Elements.Tokens _ -> new Elements.Vectors(Encoders.FEATURES);
                  case Elements.Vectors _ -> new Elements.Tokens(Encoders.VOCABULARY);
                }));
  }

  private static Tensor source(SequenceTranslator.Config config, int length) {
    return SequenceRows.random(config.source().elements(), length);
  }

  private static Tensor told(
      SequenceTranslator model, Tensor source, int read, Tensor target, int written) {
    return model.forward(
        source, new int[] {read}, target, new int[] {written}, Mode.INFERENCE, Trace.none());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void paddingOfEitherSideChangesNothing(SequenceTranslator.Config config) {
    try (var _ = TensorScope.open()) {
      var model = SequenceTranslator.create(config);
      var source = source(config, 4);
      var target = SequenceRows.random(config.target(), 3);
      var alone = told(model, source, 4, target, 3);
      var padded =
          told(
              model,
              SequenceRows.padded(config.source().elements(), source, 9),
              4,
              SequenceRows.padded(config.target(), target, 6),
              3);
      Fixture.assertClose("padded", padded.narrow(1, 0, 4), alone, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void noPlaceSeesItsFutureAndEachSeesTheWholeSource(SequenceTranslator.Config config) {
    try (var _ = TensorScope.open()) {
      var model = SequenceTranslator.create(config);
      var source = source(config, 4);
      var start = SequenceRows.random(config.target(), 3);
      var one = followed(config.target(), start);
      var other = followed(config.target(), start);
      var first = told(model, source, 4, one, 5);
      var second = told(model, source, 4, other, 5);
      Fixture.assertClose(
          "to the place after what is shared",
          first.narrow(1, 0, 4),
          second.narrow(1, 0, 4),
          ROUNDING);
      assertThat(first.subtract(second).narrow(1, 4, 2).abs().max().item()).isGreaterThan(1e-4);
      var elsewhere = Tensors.concatenate(1, List.of(source.narrow(1, 0, 3), source(config, 1)));
      var changed = first.subtract(told(model, elsewhere, 4, one, 5)).abs();
      for (var place = 0; place < 6; place++)
        assertThat(changed.select(1, place).max().item()).as("place %d", place).isPositive();
    }
  }

  private static Tensor followed(Elements elements, Tensor start) {
    return Tensors.concatenate(1, List.of(start, SequenceRows.random(elements, 2)));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void anEmptySourceHasATranslationToo(SequenceTranslator.Config config) {
    try (var _ = TensorScope.open()) {
      var model = SequenceTranslator.create(config);
      var target = SequenceRows.random(config.target(), 2);
      var one = told(model, source(config, 3), 0, target, 2);
      var other = told(model, source(config, 3), 0, target, 2);
      assertThat(one.isFinite()).isTrue();
      Fixture.assertClose("nothing read", one, other, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void whatIsWrittenIsWhatTheWholePassTellsOfIt(SequenceTranslator.Config config) {
    try (var _ = TensorScope.open()) {
      var model = SequenceTranslator.create(config);
      var source = source(config, 5);
      switch (config.target()) {
        case Elements.Tokens _ -> {
          var ids = model.tokens(source, new int[] {5}, MAXIMUM).getFirst();
          var padded = Tensors.indices(Arrays.copyOf(ids, MAXIMUM), 1, MAXIMUM);
          var best = told(model, source, 5, padded, ids.length).argmax(-1).toLongs();
          for (var t = 0; t < ids.length; t++) assertThat(ids[t]).isEqualTo((int) best[t]);
        }
        case Elements.Vectors(int features) -> {
          var own = model.vectors(source, new int[] {5}, MAXIMUM).getFirst();
          var flat = new float[MAXIMUM * features];
          for (var t = 0; t < own.length; t++)
            System.arraycopy(own[t], 0, flat, t * features, features);
          var told =
              told(model, source, 5, Tensors.of(flat, 1, MAXIMUM, features), own.length).squeeze(0);
          for (var t = 0; t < own.length; t++)
            Fixture.assertClose(
                "element " + t,
                Tensors.of(own[t], features),
                told.select(0, t).narrow(0, 0, features),
                ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aSavedModelTellsTheSame(SequenceTranslator.Config config) {
    try (var _ = TensorScope.open()) {
      var model = SequenceTranslator.create(config);
      assertThat(config.parameterCount()).isEqualTo(model.parameterCount());
      SequenceTranslator.FOLDER.save(model, config, folder);
      var loaded = SequenceTranslator.FOLDER.load(folder);
      var source = source(config, 4);
      var target = SequenceRows.random(config.target(), 3);
      assertThat(
              told(loaded, source, 4, target, 3).contentEquals(told(model, source, 4, target, 3)))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void writingLeavesNothingBehind(SequenceTranslator.Config config) {
    var model = SequenceTranslator.create(config);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        switch (config.target()) {
          case Elements.Tokens _ -> model.tokens(source(config, 4), new int[] {4}, MAXIMUM);
          case Elements.Vectors _ -> model.vectors(source(config, 4), new int[] {4}, MAXIMUM);
        }
      }
    });
  }

  @Test
  void attentionIsTracedWhereItLooks() {
    try (var _ = TensorScope.open()) {
      var config = configurations().findFirst().orElseThrow();
      var trace = Trace.recording();
      SequenceTranslator.create(config)
          .forward(
              source(config, 6),
              new int[] {4},
              SequenceRows.random(config.target(), 2),
              new int[] {2},
              Mode.INFERENCE,
              trace);
      var weights = trace.tensors().get("cross_attentions.0");
      assertThat(weights).isNotNull();
      assertThat(weights.shape().sizes()).containsExactly(1, 1, 3, 6);
      assertThat(weights.narrow(3, 4, 2).abs().max().item()).isZero();
    }
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (var _ = TensorScope.open()) {
      var config = configurations().findFirst().orElseThrow();
      var model = SequenceTranslator.create(config);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.tokens(source(config, 2), new int[] {2}, MAXIMUM))
          .withMessage("SequenceTranslator: this model writes vectors; ask for vectors");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.vectors(source(config, 2), new int[] {2}, 0))
          .withMessage("SequenceTranslator: maximumLength must be 1 or more, got 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              model.forward(
                  source(config, 2),
                  new int[] {2},
                  Tensors.zeros(2, 1, Encoders.FEATURES),
                  new int[] {1, 1},
                  Mode.INFERENCE,
                  Trace.none()))
          .withMessage(
              "SequenceTranslator: targets must be of B=1 rows as the sources, got [2, 1, 3]");
    }
  }
}
