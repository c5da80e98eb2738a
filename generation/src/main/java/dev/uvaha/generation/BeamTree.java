package dev.uvaha.generation;

import java.util.List;

/// The hypotheses that [BeamSearch#tree] met, as they grew out of one another.
///
/// @param nodes in the order in which they were met, each after its parent
/// @param best what the search found, the best first
public record BeamTree(List<Node> nodes, List<Hypothesis> best) {
  /// Keeps its own copies.
  public BeamTree {
    nodes = List.copyOf(nodes);
    best = List.copyOf(best);
  }

  /// A hypothesis: its parent's tokens and one more.
  ///
  /// @param parent its place among the nodes; -1 where nothing was written before
  /// @param depth how many tokens it has
  /// @param logProbability of all its tokens, in nats
  /// @param score the log-probability over the length penalty
  public record Node(
      int parent, int depth, int token, double logProbability, double score, Fate fate) {}

  /// What becomes of a hypothesis.
  public enum Fate {
    /// It went on, as one of the best.
    KEPT,
    /// It ended with the end token.
    FINISHED,
    /// Others were better.
    DROPPED
  }
}
