package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Recurrences;
import dev.uvaha.tensor.Tensor;

/// The recurrent cell of the lecture, `a⟨t⟩ = g₁(W_ax x⟨t⟩ + W_aa a⟨t-1⟩ + b_a)` with g₁ = tanh
/// (Elman 1990). What it answers, `ŷ⟨t⟩ = g₂(W_ya a⟨t⟩ + b_y)`, is a [Linear] of the state.
///
/// @param input W_ax and b_a
/// @param state W_aa, with a bias of its own that adds to b_a
public record ElmanCell(Linear input, Linear state) implements RecurrentCell {
  public static ElmanCell create(int inputs, int width) {
    return new ElmanCell(RecurrentCell.map(inputs, width, 1), RecurrentCell.map(width, width, 1));
  }

  @Override
  public Steps steps() {
    var past = state.forManySteps();
    return (mapped, before) -> RecurrentState.of(mapped.add(past.apply(before.hidden())).tanh());
  }

  @Override
  public RecurrentState start(long rows) {
    return RecurrentCell.zeroState(this, rows);
  }

  @Override
  public Recurrences.Result run(Tensor steps, RecurrentState start) {
    return Recurrences.tanh(steps, start.hidden(), RecurrentCell.weights(this));
  }
}
