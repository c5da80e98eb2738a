package dev.uvaha.benchmarks.contest;

/// What a figure is to reach.
public sealed interface Goal {
  /// So many times as good as PyTorch, in the same run.
  record AtLeastRatio(double ratio) implements Goal {}

  /// So much at most, whatever PyTorch takes.
  record AtMost(double value) implements Goal {}

  /// So much at least, whatever PyTorch gives.
  record AtLeast(double value) implements Goal {}
}
