package dev.uvaha.models.seq2seq;

import dev.uvaha.nn.recurrent.RecurrentState;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// Rows and lifetimes of recurrent states.
final class States {
  private States() {}

  static RecurrentState select(RecurrentState state, int... rows) {
    var chosen = Tensors.indices(state.hidden().device(), rows, rows.length);
    return new RecurrentState(
        state.hidden().indexSelect(0, chosen),
        state.memory().map(memory -> memory.indexSelect(0, chosen)));
  }

  static RecurrentState outliveScopes(RecurrentState state) {
    state.hidden().outliveScopes();
    state.memory().ifPresent(Tensor::outliveScopes);
    return state;
  }

  static void close(RecurrentState state) {
    state.hidden().close();
    state.memory().ifPresent(Tensor::close);
  }
}
