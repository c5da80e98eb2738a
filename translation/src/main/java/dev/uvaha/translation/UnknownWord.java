package dev.uvaha.translation;

import java.util.List;

/// A word that a model of limited vocabulary has never seen.
///
/// @param suggestions known words spelled almost like it, the likeliest first
public record UnknownWord(String word, List<String> suggestions) {
  /// Keeps its own copy.
  public UnknownWord {
    suggestions = List.copyOf(suggestions);
  }
}
