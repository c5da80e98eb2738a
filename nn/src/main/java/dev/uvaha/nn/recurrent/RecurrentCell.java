package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Recurrences;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;

/// One step of a recurrent network: from an input and the state before to the state after.
///
/// A cell has two affine maps, one of the input and one of the state, each with its gates below one
/// another as PyTorch has them: I inputs, H hidden units, `[G·H, I]` and `[G·H, H]`.
public sealed interface RecurrentCell extends Layer permits ElmanCell, Gru, Lstm {
  /// Which cell: what a configuration names.
  enum Kind {
    ELMAN(1),
    GRU(3),
    LSTM(4);

    private final int gates;

    Kind(int gates) {
      this.gates = gates;
    }

    /// A cell with fresh parameters.
    public RecurrentCell create(int inputs, int width) {
      return switch (this) {
        case ELMAN -> ElmanCell.create(inputs, width);
        case GRU -> Gru.create(inputs, width);
        case LSTM -> Lstm.create(inputs, width);
      };
    }

    /// How many numbers training sets in such a cell: two maps with a bias each.
    ///
    /// @throws ArithmeticException if a `long` does not hold them
    public long parameters(long inputs, long width) {
      return Math.multiplyExact(gates * width, inputs + width + 2);
    }
  }

  /// The map of the input.
  Linear input();

  /// The map of the state.
  Linear state();

  /// The cell's steps within a scope, with its weights read once for all of them.
  Steps steps();

  /// One step after another.
  interface Steps {
    /// The state after a position, from what [RecurrentCell#input] made of it. Whoever knows many
    /// inputs beforehand maps them all at once.
    ///
    /// @param mapped `[B, G·H]`
    RecurrentState advance(Tensor mapped, RecurrentState before);
  }

  /// Whole sequences at once, by the engine; see [Recurrences].
  ///
  /// @param steps `[T, B, I]`
  Recurrences.Result run(Tensor steps, RecurrentState start);

  /// The state after a position.
  ///
  /// @param input `[B, I]`
  /// @throws IllegalArgumentException if the width differs
  default RecurrentState step(Tensor input, RecurrentState before) {
    return steps().advance(input().forward(input), before);
  }

  /// The state before the first position: zeros, on the cell's device.
  RecurrentState start(long rows);

  default int inputs() {
    return input().inputs();
  }

  /// H.
  default int width() {
    return state().inputs();
  }

  @Override
  default void describe(Description description) {
    description.layer("input", input()).layer("state", state());
  }

  /// Zeros `[rows, H]` of the type and device of the weights' biases.
  private Tensor zeros(long rows) {
    var like = input().bias().orElseThrow().value();
    return Tensors.zeros(like.dataType(), like.device(), rows, width());
  }

  /// A state of zeros without a memory.
  static RecurrentState zeroState(RecurrentCell cell, long rows) {
    return RecurrentState.of(cell.zeros(rows));
  }

  /// A state of zeros with a memory.
  static RecurrentState zeroMemory(RecurrentCell cell, long rows) {
    return RecurrentState.of(cell.zeros(rows), cell.zeros(rows));
  }

  /// A map whose weights and biases are uniform in ±1/√H, as PyTorch draws them.
  static Linear map(int inputs, int width, int gates) {
    var bound = 1 / Math.sqrt(width);
    return new Linear(
        Initialization.uniform(bound, (long) gates * width, inputs),
        Optional.of(Initialization.uniform(bound, (long) gates * width)));
  }

  /// The weights in the order of [Recurrences].
  static List<Tensor> weights(RecurrentCell cell) {
    return List.of(
        cell.input().weight().value(),
        cell.state().weight().value(),
        cell.input().bias().orElseThrow().value(),
        cell.state().bias().orElseThrow().value());
  }
}
