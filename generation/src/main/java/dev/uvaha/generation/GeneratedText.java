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
    /// As many tokens are written as were asked for.
    LENGTH,
    /// The model's context is full.
    CONTEXT,
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
