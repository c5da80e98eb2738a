package dev.uvaha.data;

/// A batch and its place in the order.
///
/// @param at where this batch stands
/// @param next where to go on after it; in another epoch than `at` when this batch was the epoch's
///   last
/// @param <B> what a batch is
public record BatchStep<B>(B batch, BatchCursor at, BatchCursor next) {
  /// Whether the epoch of this batch is over with it.
  public boolean endsEpoch() {
    return next.epoch() > at.epoch();
  }
}
