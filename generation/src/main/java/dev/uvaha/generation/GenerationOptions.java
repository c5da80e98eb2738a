package dev.uvaha.generation;

import java.util.List;

/// How a text goes on, and where it ends.
///
/// @param sampling how each token is chosen
/// @param seed of the choice
/// @param maximumTokens how many are written at most
/// @param stop texts that end it, left out themselves; none of them empty
/// @param alternatives how many of the likeliest tokens are told with each token
/// @param opening how its first token is spelt
public record GenerationOptions(
    Sampling sampling,
    long seed,
    int maximumTokens,
    List<String> stop,
    int alternatives,
    Opening opening) {
  /// How a text's first token is spelt, since tokenizers such as SentencePiece's leave out the
  /// space before a word where a text begins.
  public enum Opening {
    /// As the prompt goes on: the text is what the whole has beyond the prompt.
    CONTINUATION,
    /// As a text of its own begins.
    ANSWER
  }

  /// The likeliest token each time, up to 256 of them.
  public static final GenerationOptions DEFAULT =
      new GenerationOptions(Sampling.GREEDY, 1, 256, List.of(), 0, Opening.CONTINUATION);

  public GenerationOptions {
    stop = List.copyOf(stop);
    if (maximumTokens < 0)
      throw new IllegalArgumentException("maximum tokens must be 0 or more, got " + maximumTokens);
    if (stop.contains("")) throw new IllegalArgumentException("a stop text must not be empty");
    if (alternatives < 0)
      throw new IllegalArgumentException("alternatives must be 0 or more, got " + alternatives);
  }

  public GenerationOptions with(Sampling other) {
    return new GenerationOptions(other, seed, maximumTokens, stop, alternatives, opening);
  }

  public GenerationOptions withSeed(long other) {
    return new GenerationOptions(sampling, other, maximumTokens, stop, alternatives, opening);
  }

  public GenerationOptions withMaximumTokens(int other) {
    return new GenerationOptions(sampling, seed, other, stop, alternatives, opening);
  }

  public GenerationOptions withStop(String... texts) {
    return new GenerationOptions(
        sampling, seed, maximumTokens, List.of(texts), alternatives, opening);
  }

  public GenerationOptions withAlternatives(int other) {
    return new GenerationOptions(sampling, seed, maximumTokens, stop, other, opening);
  }

  /// For the answer of a conversation.
  public GenerationOptions asAnswer() {
    return new GenerationOptions(sampling, seed, maximumTokens, stop, alternatives, Opening.ANSWER);
  }
}
