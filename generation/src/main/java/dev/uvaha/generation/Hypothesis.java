package dev.uvaha.generation;

import java.util.List;

/// One candidate output.
///
/// @param tokens without the begin and end tokens
/// @param logProbability of these tokens and, unless the limit cut them off, the end token, in nats
/// @param score what candidates are ranked by: the log-probability over the length penalty
public record Hypothesis(List<Integer> tokens, double logProbability, double score) {
  /// Keeps its own copy of the tokens.
  public Hypothesis {
    tokens = List.copyOf(tokens);
  }

  /// The tokens as an array.
  public int[] ids() {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }
}
