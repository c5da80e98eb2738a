package dev.uvaha.generation;

import java.util.List;

/// How a text went on.
///
/// @param text without the prompt, the end token and the stop text
/// @param tokens that were written, the end token left out
/// @param logProbabilities of each of them, as the model sees it, in nats
public record GeneratedText(
    String text, List<Integer> tokens, List<Double> logProbabilities, Ending ending) {
  /// Why it ended.
  public enum Ending {
    /// The model wrote its end token.
    END,
    /// A stop text came.
    STOP,
    /// The limit of tokens, or the model's context, is full.
    LENGTH,
    /// Whoever listens did not want more.
    CANCELLED
  }

  public GeneratedText {
    tokens = List.copyOf(tokens);
    logProbabilities = List.copyOf(logProbabilities);
  }
}
