package dev.uvaha.training;

import dev.uvaha.nn.Parameter;
import java.util.Collection;

/// Brings the gradients of several processes together between the backward pass and the update.
@FunctionalInterface
public interface Exchange {
  /// Replaces every gradient by its sum over all processes.
  ///
  /// @param own what this process's batches came to
  /// @return the sum of that over all processes
  Totals exchange(Collection<Parameter> parameters, Totals own);

  /// The only process: nothing to exchange.
  static Exchange alone() {
    return (_, own) -> own;
  }

  /// The losses of a step's predictions, added up, and how many those are.
  record Totals(double loss, long tokens) {
    Totals plus(Totals more) {
      return new Totals(loss + more.loss, tokens + more.tokens);
    }

    double mean() {
      return loss / tokens;
    }
  }
}
