package dev.uvaha.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Whole sequences through a recurrent cell, one step after another inside the engine: no step
/// comes back to Java.
///
/// Sequences are **packed**: all first steps, then all second ones, …, `[P, I]` in all, where a
/// step has as many rows as sequences are that long. The longest sequence comes first.
///
/// Weights are, in this order, `[G·H, I]` of the input, `[G·H, H]` of the state and a bias `[G·H]`
/// of each, with the gates G below one another as in PyTorch. On the CPU and on GPUs.
public final class Recurrences {
  private static final int LAYERS = 1;

  private Recurrences() {}

  /// What became of packed sequences.
  ///
  /// @param outputs `[P, H]`, packed
  /// @param last each sequence's state after its last step, `[R, H]`
  /// @param memory an LSTM's second state after the last step, `[R, H]`
  public record Result(Tensor outputs, Tensor last, Optional<Tensor> memory) {}

  /// `tanh(W x + b + U h + c)`, from the state `[R, H]`.
  ///
  /// @param rows how many rows each step has, never more than the step before; R is the first
  public static Result tanh(Tensor packed, long[] rows, Tensor start, List<Tensor> weights) {
    return run(Kind.TANH, packed, rows, List.of(start), weights);
  }

  /// The gates reset, update and new (Cho et al. 2014), from the state `[R, H]`.
  public static Result gru(Tensor packed, long[] rows, Tensor start, List<Tensor> weights) {
    return run(Kind.GRU, packed, rows, List.of(start), weights);
  }

  /// The gates input, forget, cell and output (Hochreiter and Schmidhuber 1997), from the state and
  /// the memory, each `[R, H]`.
  public static Result lstm(
      Tensor packed, long[] rows, Tensor start, Tensor memory, List<Tensor> weights) {
    return run(Kind.LSTM, packed, rows, List.of(start, memory), weights);
  }

  private enum Kind {
    TANH,
    GRU,
    LSTM
  }

  private static Result run(
      Kind kind, Tensor packed, long[] rows, List<Tensor> start, List<Tensor> weights) {
    try (var steps = Tensors.of(rows, rows.length)) {
      var layered = start.stream().map(state -> state.unsqueeze(0)).toList(); // [1, R, H]
      var tensors = new ArrayList<>(weights);
      tensors.addAll(layered);
      tensors.add(packed);
      return EngineCall.run(
          "recurrence",
          () -> call(kind, packed, steps, layered, weights),
          tensors.toArray(Tensor[]::new));
    }
  }

  private static Result call(
      Kind kind, Tensor packed, Tensor steps, List<Tensor> start, List<Tensor> weights) {
    try (var parameters = vector(weights);
        var states = vector(start)) {
      var input = packed.handle();
      var rows = steps.handle();
      return switch (kind) {
        case TANH ->
            result(
                torch.rnn_tanh(
                    input, rows, states.get(0), parameters, true, LAYERS, 0, false, false));
        case GRU ->
            result(
                torch.gru(input, rows, states.get(0), parameters, true, LAYERS, 0, false, false));
        case LSTM -> {
          try (var three =
              torch.lstm(input, rows, states, parameters, true, LAYERS, 0, false, false)) {
            yield new Result(
                own(three.get0()), state(three.get1()), Optional.of(state(three.get2())));
          }
        }
      };
    }
  }

  private static Result result(T_TensorTensor_T pair) {
    try (pair) {
      return new Result(own(pair.get0()), state(pair.get1()), Optional.empty());
    }
  }

  private static Tensor own(org.bytedeco.pytorch.Tensor borrowed) {
    return Tensor.adopt(new org.bytedeco.pytorch.Tensor(borrowed));
  }

  /// Without the dimension of layers.
  private static Tensor state(org.bytedeco.pytorch.Tensor layered) {
    return own(layered).squeeze(0);
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(
        tensors.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }
}
