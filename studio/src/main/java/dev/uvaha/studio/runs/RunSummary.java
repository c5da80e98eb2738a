package dev.uvaha.studio.runs;

import java.util.List;

/// A run in one line of a list.
///
/// @param name of its folder, by which it is asked for
/// @param task and
/// @param recipe what its recipe says it trains; empty if it has none
/// @param state what it seems to be doing
/// @param idle seconds since it last reported
/// @param latest newest numbers: none or one each
/// @param checkpoints steps whose weights are kept
/// @param parts what attention of its checkpoints can be shown
record RunSummary(
    String name,
    String task,
    String recipe,
    State state,
    long idle,
    Latest latest,
    List<Long> checkpoints,
    List<CheckpointAttention.Part> parts) {
  /// What a run seems to be doing, told by when it last reported: nothing else tells it from
  /// outside.
  enum State {
    /// It has reported not long ago.
    ACTIVE,
    /// It has not reported for a while: it has ended, was stopped or was killed.
    RESTS,
    /// It has not reported yet.
    NEW
  }

  /// The newest numbers, each none or one.
  record Latest(
      List<Double> step,
      List<Double> seconds,
      List<Double> loss,
      List<Double> bestValidation,
      List<Double> bestMetric) {}
}
