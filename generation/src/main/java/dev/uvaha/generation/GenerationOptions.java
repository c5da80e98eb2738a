package dev.uvaha.generation;

import java.util.List;

/// How a text goes on, and where it ends.
///
/// @param sampling how each token is chosen
/// @param seed of the choice
/// @param maximumTokens how many are written at most
/// @param stop texts that end it, left out themselves; none of them empty
/// @param alternatives how many of the likeliest tokens are told with each token
public record GenerationOptions(
    Sampling sampling, long seed, int maximumTokens, List<String> stop, int alternatives) {
  /// The likeliest token each time, up to 256 of them.
  public static final GenerationOptions DEFAULT =
      new GenerationOptions(Sampling.GREEDY, 1, 256, List.of(), 0);

  public GenerationOptions {
    stop = List.copyOf(stop);
    if (maximumTokens < 0)
      throw new IllegalArgumentException("maximum tokens must be 0 or more, got " + maximumTokens);
    if (stop.contains("")) throw new IllegalArgumentException("a stop text must not be empty");
    if (alternatives < 0)
      throw new IllegalArgumentException("alternatives must be 0 or more, got " + alternatives);
  }

  public GenerationOptions with(Sampling other) {
    return new GenerationOptions(other, seed, maximumTokens, stop, alternatives);
  }

  public GenerationOptions withSeed(long other) {
    return new GenerationOptions(sampling, other, maximumTokens, stop, alternatives);
  }

  public GenerationOptions withMaximumTokens(int other) {
    return new GenerationOptions(sampling, seed, other, stop, alternatives);
  }

  public GenerationOptions withStop(String... texts) {
    return new GenerationOptions(sampling, seed, maximumTokens, List.of(texts), alternatives);
  }

  public GenerationOptions withAlternatives(int other) {
    return new GenerationOptions(sampling, seed, maximumTokens, stop, other);
  }
}
