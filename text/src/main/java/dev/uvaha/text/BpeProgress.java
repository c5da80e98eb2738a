package dev.uvaha.text;

/// Hears how far a [BpeTrainer] is.
@FunctionalInterface
public interface BpeProgress {
  /// Called after each merge; `total` is what was asked for.
  void merged(int merges, int total);
}
