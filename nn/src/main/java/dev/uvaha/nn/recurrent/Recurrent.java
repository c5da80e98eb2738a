package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.Check;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.recurrent.PackedSequences.Direction;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A recurrent layer: a cell carried over sequences of different lengths, and perhaps another from
/// their ends back to their beginnings (Schuster and Paliwal 1997).
///
/// @param forwards reads from the first position to the last
/// @param backwards reads from the last to the first, of the same sizes, if there is one
public record Recurrent(RecurrentCell forwards, Optional<RecurrentCell> backwards)
    implements Layer {
  public Recurrent {
    backwards.ifPresent(other -> {
      if (other.inputs() != forwards.inputs() || other.width() != forwards.width())
        throw new IllegalArgumentException(
            "Recurrent: both directions must have the same sizes, got %d → %d and %d → %d"
                .formatted(forwards.inputs(), forwards.width(), other.inputs(), other.width()));
    });
  }

  /// What a layer says of a batch.
  ///
  /// @param outputs the state at each position, `[B, T, H]`, or `[B, T, 2H]` with that of the way
  ///   back beside it; zeros in the padding
  /// @param last the state after each sequence's last position; zeros if it has none
  /// @param first the way back's state after it has come to the first position
  public record States(Tensor outputs, RecurrentState last, Optional<RecurrentState> first) {}

  /// From left to right.
  public static Recurrent oneWay(RecurrentCell cell) {
    return new Recurrent(cell, Optional.empty());
  }

  /// From left to right and from right to left.
  public static Recurrent bothWays(RecurrentCell forwards, RecurrentCell backwards) {
    return new Recurrent(forwards, Optional.of(backwards));
  }

  /// The width of the outputs.
  public int width() {
    return forwards.width() * (backwards.isPresent() ? 2 : 1);
  }

  /// Reads sequences.
  ///
  /// @param input `[B, T, I]`, padded on the right with finite numbers
  /// @param lengths what is not padding, B of them, 0 to T
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public States forward(Tensor input, int[] lengths) {
    var inputs = forwards.inputs();
    Check.shape("Recurrent", "input", input, "[B, T, " + inputs + "]", -1, -1, inputs);
    Check.lengths("Recurrent", input, lengths);
    var there = read(forwards, input, lengths, Direction.FORWARDS);
    if (backwards.isEmpty()) return new States(there.outputs(), there.end(), Optional.empty());
    var back = read(backwards.get(), input, lengths, Direction.BACKWARDS);
    return new States(
        Tensors.concatenate(-1, List.of(there.outputs(), back.outputs())),
        there.end(),
        Optional.of(back.end()));
  }

  record Read(Tensor outputs, RecurrentState end) {}

  private static Read read(RecurrentCell cell, Tensor input, int[] lengths, Direction direction) {
    return switch (input.device()) {
      case Device.Cpu _, Device.Cuda _ ->
          // An LSTM's memory is told after its last step only.
          cell instanceof Lstm lstm && isPadded(input, lengths)
              ? packed(lstm, input, lengths, direction)
              : padded(cell, input, lengths, direction);
      case Device.Jvm _ -> stepwise(cell, input, lengths, direction);
    };
  }

  private static boolean isPadded(Tensor input, int[] lengths) {
    var longest = input.size(1);
    return Arrays.stream(lengths).anyMatch(length -> length < longest);
  }

  /// In the engine's own loop, over the padding too, which is dropped afterwards.
  private static Read padded(RecurrentCell cell, Tensor input, int[] lengths, Direction direction) {
    var batch = input.size(0);
    var longest = (int) input.size(1);
    if (batch == 0 || longest == 0) return nothing(cell, input);
    var order = StepOrder.of(lengths, longest, direction);
    var steps =
        input
            .reshape(batch * longest, input.size(2))
            .indexSelect(0, indices(input, order.steps()))
            .reshape(longest, batch, input.size(2)); // [T, B, I]
    var result = cell.run(steps, cell.start(batch));
    var outputs = withZeros(result.outputs().reshape(longest * batch, cell.width()));
    return new Read(
        outputs
            .indexSelect(0, indices(input, order.places()))
            .reshape(batch, longest, cell.width()),
        new RecurrentState(outputs.indexSelect(0, indices(input, order.ends())), result.memory()));
  }

  private static Read packed(Lstm cell, Tensor input, int[] lengths, Direction direction) {
    var batch = input.size(0);
    var longest = (int) input.size(1);
    var packing = PackedSequences.of(lengths, longest, direction);
    if (packing.order().length == 0) return nothing(cell, input);
    var flat =
        input
            .reshape(batch * longest, input.size(2))
            .indexSelect(0, indices(input, packing.steps())); // [P, I]
    var result = cell.runPacked(flat, packing.rows(), cell.start(packing.order().length));
    var ends = indices(input, packing.ends());
    return new Read(
        withZeros(result.outputs())
            .indexSelect(0, indices(input, packing.places()))
            .reshape(batch, longest, cell.width()),
        new RecurrentState(
            withZeros(result.last()).indexSelect(0, ends),
            result.memory().map(memory -> withZeros(memory).indexSelect(0, ends))));
  }

  private static Read nothing(RecurrentCell cell, Tensor input) {
    var start = cell.start(input.size(0));
    return new Read(
        start.hidden().unsqueeze(1).expand(input.size(0), input.size(1), cell.width()), start);
  }

  private static Tensor indices(Tensor like, int[] values) {
    return Tensors.indices(like.device(), values, values.length);
  }

  /// With a row of zeros at the end, for what was never read.
  private static Tensor withZeros(Tensor rows) {
    var zeros = Tensors.zeros(rows.dataType(), rows.device(), 1, rows.size(1));
    return Tensors.concatenate(0, List.of(rows, zeros));
  }

  /// Position by position; a sequence that has ended keeps its state.
  static Read stepwise(RecurrentCell cell, Tensor input, int[] lengths, Direction direction) {
    var batch = input.size(0);
    var positions = (int) input.size(1);
    var mapped = cell.input().forward(input); // [B, T, G·H]
    var steps = cell.steps();
    var state = cell.start(batch);
    var outputs = new Tensor[positions];
    for (var i = 0; i < positions; i++) {
      var t =
          switch (direction) {
            case FORWARDS -> i;
            case BACKWARDS -> positions - 1 - i;
          };
      var real = isReal(input.device(), lengths, t); // [B, 1]
      var after = steps.advance(mapped.select(1, t), state);
      state = chosen(real, after, state);
      outputs[t] = state.hidden().where(real, 0).unsqueeze(1);
    }
    return new Read(Tensors.concatenate(1, List.of(outputs)), state);
  }

  private static Tensor isReal(Device device, int[] lengths, int t) {
    var numbers = Tensors.indices(device, lengths, lengths.length, 1);
    var here = Tensors.full(t, DataType.INT64, device, lengths.length, 1);
    return here.lessThan(numbers);
  }

  private static RecurrentState chosen(Tensor condition, RecurrentState yes, RecurrentState no) {
    return new RecurrentState(
        Tensors.where(condition, yes.hidden(), no.hidden()),
        yes.memory().map(memory -> Tensors.where(condition, memory, no.memory().orElseThrow())));
  }

  @Override
  public void describe(Description description) {
    description.layer("forwards", forwards);
    backwards.ifPresent(cell -> description.layer("backwards", cell));
  }
}
