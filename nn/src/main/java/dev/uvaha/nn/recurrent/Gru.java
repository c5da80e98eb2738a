package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Recurrences;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// A gated recurrent unit (Cho et al. 2014): it learns what of its state to keep.
///
/// ```
/// r = σ(W_r x + U_r h)            reset: what of the past the proposal sees
/// z = σ(W_z x + U_z h)            update: what of the past stays
/// n = tanh(W_n x + r ∘ (U_n h))   the proposal
/// h′ = (1 - z) ∘ n + z ∘ h
/// ```
///
/// each map with a bias. As in PyTorch, r weighs `U_n h`; in the paper it weighs h, and z has the
/// opposite sense.
///
/// @param input W_r, W_z and W_n below one another
/// @param state U_r, U_z and U_n below one another
public record Gru(Linear input, Linear state) implements RecurrentCell {
  private static final int GATES = 3;

  public static Gru create(int inputs, int width) {
    return new Gru(RecurrentCell.map(inputs, width, GATES), RecurrentCell.map(width, width, GATES));
  }

  @Override
  public Steps steps() {
    var past = state.forManySteps();
    return (mapped, before) ->
        RecurrentState.of(after(mapped, past.apply(before.hidden()), before.hidden()));
  }

  /// @param mapped W x, `[B, 3H]`
  /// @param past U h, `[B, 3H]`
  /// @param hidden h, `[B, H]`
  private Tensor after(Tensor mapped, Tensor past, Tensor hidden) {
    var width = width();
    var gates =
        mapped.narrow(-1, 0, 2L * width).add(past.narrow(-1, 0, 2L * width)).sigmoid(); // [B, 2H]
    var parts = Tensors.split(gates, width, -1);
    var reset = parts.get(0);
    var update = parts.get(1);
    var proposal =
        mapped
            .narrow(-1, 2L * width, width)
            .add(reset.multiply(past.narrow(-1, 2L * width, width)))
            .tanh();
    return proposal.add(update.multiply(hidden.subtract(proposal)));
  }

  @Override
  public RecurrentState start(long rows) {
    return RecurrentCell.zeroState(this, rows);
  }

  @Override
  public Recurrences.Result run(Tensor steps, RecurrentState start) {
    return Recurrences.gru(steps, start.hidden(), RecurrentCell.weights(this));
  }
}
