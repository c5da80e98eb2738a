package dev.uvaha.generation;

import java.util.List;

/// A token that was written.
///
/// @param logProbability as the model sees it, before penalty, temperature and cuts, in nats
/// @param likeliest the likeliest tokens in its place, the likeliest first: as many as
///   [GenerationOptions#alternatives] asks for
public record GeneratedToken(int token, double logProbability, List<Alternative> likeliest) {
  public GeneratedToken {
    likeliest = List.copyOf(likeliest);
  }

  /// A token that might have been written.
  ///
  /// @param logProbability as the model sees it, in nats
  public record Alternative(int token, double logProbability) {}
}
