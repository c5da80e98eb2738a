package dev.uvaha.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Whole sequences through a recurrent cell, one step after another inside the engine: no step
/// comes back to Java.
///
/// Sequences lie step by step, `[T, B, I]`. Weights are, in this order, `[G·H, I]` of the input,
/// `[G·H, H]` of the state and a bias `[G·H]` of each, with the gates G below one another as in
/// PyTorch. On the CPU and on GPUs.
public final class Recurrences {
  private static final int LAYERS = 1;

  private Recurrences() {}

  /// What became of the sequences.
  ///
  /// @param outputs the state after each step, `[T, B, H]`, or packed as the input was
  /// @param last the state after the last step, `[B, H]`
  /// @param memory an LSTM's second state after the last step, `[B, H]`
  public record Result(Tensor outputs, Tensor last, Optional<Tensor> memory) {}

  /// `tanh(W x + b + U h + c)`, from the state `[B, H]`.
  public static Result tanh(Tensor steps, Tensor start, List<Tensor> weights) {
    return run(
        List.of(steps),
        List.of(start),
        weights,
        (states, parameters) ->
            result(
                torch.rnn_tanh(
                    steps.handle(),
                    states.get(0),
                    parameters,
                    true,
                    LAYERS,
                    0,
                    false,
                    false,
                    false)));
  }

  /// The gates reset, update and new (Cho et al. 2014), from the state `[B, H]`.
  public static Result gru(Tensor steps, Tensor start, List<Tensor> weights) {
    return run(
        List.of(steps),
        List.of(start),
        weights,
        (states, parameters) ->
            result(
                torch.gru(
                    steps.handle(),
                    states.get(0),
                    parameters,
                    true,
                    LAYERS,
                    0,
                    false,
                    false,
                    false)));
  }

  /// The gates input, forget, cell and output (Hochreiter and Schmidhuber 1997), from the state and
  /// the memory, each `[B, H]`.
  public static Result lstm(Tensor steps, Tensor start, Tensor memory, List<Tensor> weights) {
    return run(
        List.of(steps),
        List.of(start, memory),
        weights,
        (states, parameters) ->
            result(
                torch.lstm(
                    steps.handle(), states, parameters, true, LAYERS, 0, false, false, false)));
  }

  /// [#lstm] over sequences of different lengths, packed: all first steps, then all second ones, …,
  /// `[P, I]` in all; the longest sequence comes first. The last states are each sequence's own.
  /// Its gradients take time with the square of the length.
  ///
  /// @param rows how many sequences each step has
  public static Result packedLstm(
      Tensor packed, long[] rows, Tensor start, Tensor memory, List<Tensor> weights) {
    try (var counts = Tensors.of(rows, rows.length)) {
      return run(
          List.of(packed, counts),
          List.of(start, memory),
          weights,
          (states, parameters) ->
              result(
                  torch.lstm(
                      packed.handle(),
                      counts.handle(),
                      states,
                      parameters,
                      true,
                      LAYERS,
                      0,
                      false,
                      false)));
    }
  }

  private static Result run(
      List<Tensor> sequences,
      List<Tensor> start,
      List<Tensor> weights,
      BiFunction<TensorVector, TensorVector, Result> call) {
    var layered = start.stream().map(state -> state.unsqueeze(0)).toList(); // [1, B, H]
    var all = new ArrayList<>(sequences);
    all.addAll(layered);
    all.addAll(weights);
    return EngineCall.run(
        "recurrence",
        () -> {
          try (var states = vector(layered);
              var parameters = vector(weights)) {
            return call.apply(states, parameters);
          }
        },
        all.toArray(Tensor[]::new));
  }

  private static Result result(T_TensorTensor_T pair) {
    try (pair) {
      return new Result(own(pair.get0()), state(pair.get1()), Optional.empty());
    }
  }

  private static Result result(T_TensorTensorTensor_T three) {
    try (three) {
      return new Result(own(three.get0()), state(three.get1()), Optional.of(state(three.get2())));
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
