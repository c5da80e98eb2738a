package dev.uvaha.nn.recurrent;

import dev.uvaha.tensor.Tensor;
import java.util.Optional;

/// What a recurrent cell carries from one position to the next.
///
/// @param hidden what it shows, `[B, H]`
/// @param memory what an LSTM keeps to itself, `[B, H]`; other cells have none
public record RecurrentState(Tensor hidden, Optional<Tensor> memory) {
  /// A state that is all shown.
  public static RecurrentState of(Tensor hidden) {
    return new RecurrentState(hidden, Optional.empty());
  }

  /// A state with a memory.
  public static RecurrentState of(Tensor hidden, Tensor memory) {
    return new RecurrentState(hidden, Optional.of(memory));
  }
}
