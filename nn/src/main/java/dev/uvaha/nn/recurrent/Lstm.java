package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Recurrences;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// A long short-term memory (Hochreiter and Schmidhuber 1997; the forget gate of Gers et al. 2000):
/// a memory c that is added to rather than overwritten.
///
/// ```
/// i = σ(W_i x + U_i h)      what to write
/// f = σ(W_f x + U_f h)      what to keep
/// g = tanh(W_g x + U_g h)   the proposal
/// o = σ(W_o x + U_o h)      what to show
/// c′ = f ∘ c + i ∘ g
/// h′ = o ∘ tanh(c′)
/// ```
///
/// each map with a bias.
///
/// @param input W_i, W_f, W_g and W_o below one another
/// @param state U_i, U_f, U_g and U_o below one another
public record Lstm(Linear input, Linear state) implements RecurrentCell {
  private static final int GATES = 4;

  public static Lstm create(int inputs, int width) {
    return new Lstm(
        RecurrentCell.map(inputs, width, GATES), RecurrentCell.map(width, width, GATES));
  }

  @Override
  public Steps steps() {
    var past = state.forManySteps();
    return (mapped, before) -> after(mapped.add(past.apply(before.hidden())), before);
  }

  /// @param gates before their functions, `[B, 4H]`
  private RecurrentState after(Tensor gates, RecurrentState before) {
    var parts = Tensors.split(gates, width(), -1);
    var write = parts.get(0).sigmoid();
    var keep = parts.get(1).sigmoid();
    var proposal = parts.get(2).tanh();
    var show = parts.get(3).sigmoid();
    var memory =
        keep.multiply(before.memory().orElseThrow()).add(write.multiply(proposal)); // [B, H]
    return RecurrentState.of(show.multiply(memory.tanh()), memory);
  }

  @Override
  public RecurrentState start(long rows) {
    return RecurrentCell.zeroMemory(this, rows);
  }

  @Override
  public Recurrences.Result run(Tensor steps, RecurrentState start) {
    return Recurrences.lstm(
        steps, start.hidden(), start.memory().orElseThrow(), RecurrentCell.weights(this));
  }

  /// Sequences of different lengths, packed, each with its own last memory; see [Recurrences].
  Recurrences.Result runPacked(Tensor packed, long[] rows, RecurrentState start) {
    return Recurrences.packedLstm(
        packed, rows, start.hidden(), start.memory().orElseThrow(), RecurrentCell.weights(this));
  }
}
