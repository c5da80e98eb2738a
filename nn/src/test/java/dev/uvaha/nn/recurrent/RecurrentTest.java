package dev.uvaha.nn.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LayerContract;
import dev.uvaha.nn.LayerContract.Inputs;
import dev.uvaha.nn.recurrent.PackedSequences.Direction;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecurrentTest {
  private static final int INPUTS = 7;
  private static final int WIDTH = 13;
  private static final int POSITIONS = 5;
  private static final double ROUNDING = 1e-5;

  /// A float16 weight has 11 bits.
  private static final double HALF_ROUNDING = 5e-3;

  enum Cell {
    ELMAN,
    GRU,
    LSTM;

    RecurrentCell create() {
      return switch (this) {
        case ELMAN -> ElmanCell.create(INPUTS, WIDTH);
        case GRU -> Gru.create(INPUTS, WIDTH);
        case LSTM -> Lstm.create(INPUTS, WIDTH);
      };
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"elman", "gru", "lstm", "gru_both_ways", "lstm_both_ways"})
  void matchesPyTorch(String name) {
    var cell =
        switch (name.replace("_both_ways", "")) {
          case "elman" -> Cell.ELMAN;
          case "gru" -> Cell.GRU;
          case "lstm" -> Cell.LSTM;
          default -> throw new AssertionError(name);
        };
    var layer =
        name.endsWith("both_ways")
            ? Recurrent.bothWays(cell.create(), cell.create())
            : Recurrent.oneWay(cell.create());
    var fixture = Fixture.named(name);
    new LayerContract(
            fixture,
            layer,
            RecurrentTest::theirName,
            inputs -> layer.forward(inputs.get("x"), lengths(inputs)).outputs())
        .check();
    try (var _ = TensorScope.open()) {
      fixture.load(layer, RecurrentTest::theirName);
      var states = layer.forward(fixture.input("x"), new int[] {5, 1, 4});
      fixture.assertMatches("output.last", directions(states, RecurrentState::hidden));
      if (cell == Cell.LSTM)
        fixture.assertMatches(
            "output.memory", directions(states, state -> state.memory().orElseThrow()));
    }
  }

  private static int[] lengths(Inputs inputs) {
    return Arrays.stream(inputs.get("lengths").toLongs()).mapToInt(Math::toIntExact).toArray();
  }

  /// `forwards.input.weight` is `weight_ih_l0`, and `backwards.…` ends with `_reverse`.
  private static String theirName(String ours) {
    return ours.substring(ours.lastIndexOf('.') + 1)
        + (ours.contains(".input.") ? "_ih_l0" : "_hh_l0")
        + (ours.startsWith("backwards.") ? "_reverse" : "");
  }

  private static Tensor directions(
      Recurrent.States states, java.util.function.Function<RecurrentState, Tensor> part) {
    var last = part.apply(states.last()).unsqueeze(0);
    return states
        .first()
        .map(first ->
            Tensors.concatenate(0, java.util.List.of(last, part.apply(first).unsqueeze(0))))
        .orElse(last);
  }

  @ParameterizedTest
  @EnumSource
  void stepByStepIsTheSameAsTheEnginesLoop(Cell kind) {
    try (var _ = TensorScope.open()) {
      Randomness.seed(3);
      var cell = kind.create();
      var lengths = new int[] {3, 5, 0, 1};
      var input = Randomness.normal(0, 1, Device.CPU, 4, POSITIONS, INPUTS);
      for (var direction : Direction.values()) {
        var layer =
            switch (direction) {
              case FORWARDS -> Recurrent.oneWay(cell);
              case BACKWARDS -> Recurrent.bothWays(cell, cell);
            };
        var fast = layer.forward(input, lengths).outputs();
        var ours = fast.narrow(-1, fast.size(-1) - WIDTH, WIDTH);
        var slow = Recurrent.stepwise(cell, input, lengths, direction).outputs();
        assertThat(ours.toFloats()).containsExactly(slow.toFloats(), within((float) ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJvmReadsAsTheEngineDoes(Cell kind) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        Randomness.seed(3);
        var layer = Recurrent.bothWays(kind.create(), kind.create());
        var input = Randomness.normal(0, 1, Device.CPU, 3, POSITIONS, INPUTS);
        var lengths = new int[] {5, 2, 0};
        var native_ = layer.forward(input, lengths);
        layer.moveTo(Device.JVM);
        var plain = layer.forward(input.to(Device.JVM), lengths);
        assertThat(plain.outputs().toFloats())
            .containsExactly(native_.outputs().toFloats(), within((float) HALF_ROUNDING));
        assertThat(plain.last().hidden().toFloats())
            .containsExactly(native_.last().hidden().toFloats(), within((float) HALF_ROUNDING));
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void paddingAtEverySequencesEndChangesNothing(Cell kind) {
    try (var _ = TensorScope.open()) {
      var layer = Recurrent.bothWays(kind.create(), kind.create());
      var input = Randomness.normal(0, 1, Device.CPU, 2, POSITIONS, INPUTS);
      var padded = layer.forward(input, new int[] {3, 3});
      var tight = layer.forward(input.narrow(1, 0, 3), new int[] {3, 3});
      assertSame(padded.last(), tight.last());
      assertSame(padded.first().orElseThrow(), tight.first().orElseThrow());
    }
  }

  private static void assertSame(RecurrentState one, RecurrentState other) {
    assertThat(one.hidden().toFloats())
        .containsExactly(other.hidden().toFloats(), within((float) ROUNDING));
    one.memory()
        .ifPresent(memory ->
            assertThat(memory.toFloats())
                .containsExactly(
                    other.memory().orElseThrow().toFloats(), within((float) ROUNDING)));
  }

  @Test
  void paddingChangesNothing() {
    try (var _ = TensorScope.open()) {
      var layer = Recurrent.bothWays(Cell.GRU.create(), Cell.GRU.create());
      var input = Randomness.normal(0, 1, Device.CPU, 2, POSITIONS, INPUTS);
      var both = layer.forward(input, new int[] {5, 3});
      var alone = layer.forward(input.narrow(0, 1, 1).narrow(1, 0, 3), new int[] {3});
      assertThat(both.outputs().select(0, 1).narrow(0, 0, 3).contiguous().toFloats())
          .containsExactly(alone.outputs().toFloats(), within((float) ROUNDING));
      assertThat(both.outputs().select(0, 1).narrow(0, 3, 2).contiguous().toFloats())
          .containsOnly(0);
      assertThat(both.last().hidden().select(0, 1).toFloats())
          .containsExactly(alone.last().hidden().toFloats(), within((float) ROUNDING));
    }
  }

  @Test
  void aBatchOfNothingGivesZeros() {
    try (var _ = TensorScope.open()) {
      var layer = Recurrent.bothWays(Cell.LSTM.create(), Cell.LSTM.create());
      var input = Randomness.normal(0, 1, Device.CPU, 2, POSITIONS, INPUTS);
      var states = layer.forward(input, new int[] {0, 0});
      assertThat(states.outputs().shape().toString()).isEqualTo("[2, 5, 26]");
      assertThat(states.outputs().toFloats()).containsOnly(0);
      assertThat(states.last().hidden().toFloats()).containsOnly(0);
      assertThat(states.last().memory().orElseThrow().toFloats()).containsOnly(0);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (var _ = TensorScope.open()) {
      var layer = Recurrent.oneWay(Cell.GRU.create());
      var input = Tensors.zeros(2, POSITIONS, INPUTS);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> layer.forward(Tensors.zeros(2, POSITIONS, 3), new int[] {1, 1}))
          .withMessage("Recurrent: input must be [B, T, 7], got [2, 5, 3]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> layer.forward(input, new int[] {1, 6}))
          .withMessage("Recurrent: lengths must be B=2 of 0 to T=5, got [1, 6]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> layer.forward(input, new int[] {1}))
          .withMessageContaining("B=2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Recurrent.bothWays(Gru.create(2, 3), Gru.create(2, 5)))
          .withMessageContaining("2 → 3 and 2 → 5");
    }
  }
}
