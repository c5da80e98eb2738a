package dev.uvaha.generation;

import java.util.List;

/// How a text went on.
///
/// @param text without the prompt, the end token and the stop text
/// @param written the tokens, the end token left out
public record GeneratedText(String text, List<GeneratedToken> written, Ending ending) {
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
    written = List.copyOf(written);
  }

  /// The tokens alone.
  public List<Integer> tokens() {
    return written.stream().map(GeneratedToken::token).toList();
  }

  /// Of each token, as the model sees it, in nats.
  public List<Double> logProbabilities() {
    return written.stream().map(GeneratedToken::logProbability).toList();
  }
}
