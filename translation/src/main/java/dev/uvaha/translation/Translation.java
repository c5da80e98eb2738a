package dev.uvaha.translation;

import java.util.List;

/// A text and what the model makes of it.
///
/// @param source as given
/// @param language of the translations, such as `uk`
/// @param candidates at least one, the best first
/// @param unknownWords words of the source that the model has never seen; empty if its vocabulary
///   is open
public record Translation(
    String source, String language, List<Candidate> candidates, List<UnknownWord> unknownWords) {
  /// One possible translation.
  ///
  /// @param score log-probability over the length penalty: higher is better
  /// @param logProbability of the whole, in nats
  /// @param ids the tokens that were chosen; the text alone may be cut into others
  public record Candidate(String text, double score, double logProbability, List<Integer> ids) {
    /// Keeps its own copy of the ids.
    public Candidate {
      ids = List.copyOf(ids);
    }
  }

  /// Keeps its own copies.
  public Translation {
    candidates = List.copyOf(candidates);
    unknownWords = List.copyOf(unknownWords);
    if (candidates.isEmpty())
      throw new IllegalArgumentException("a translation has at least one candidate");
  }

  /// The best translation.
  public String text() {
    return candidates.getFirst().text();
  }
}
