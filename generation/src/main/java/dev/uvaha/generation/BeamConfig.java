package dev.uvaha.generation;

/// How wide to search and when to stop.
///
/// @param width hypotheses kept; 1 is greedy search
/// @param alpha strength of the length penalty ((5 + length) / 6)^α; 0 favours short outputs, 1 is
///   close to the mean per token
/// @param maximumLength tokens an output may have, the end token included
/// @param best how many hypotheses to return, at most `width`
public record BeamConfig(int width, double alpha, int maximumLength, int best) {
  /// Checks the ranges.
  public BeamConfig {
    if (width < 1) throw new IllegalArgumentException("beam width must be 1 or more, got " + width);
    if (!(alpha >= 0 && alpha <= 5))
      throw new IllegalArgumentException("alpha must be in [0, 5], got " + alpha);
    if (maximumLength < 1)
      throw new IllegalArgumentException("maximum length must be 1 or more, got " + maximumLength);
    if (best < 1 || best > width)
      throw new IllegalArgumentException(
          "n-best must be between 1 and the beam width " + width + ", got " + best);
  }

  /// Takes the likeliest token each time.
  public static BeamConfig greedy(int maximumLength) {
    return new BeamConfig(1, 0, maximumLength, 1);
  }

  /// The length penalty of "Google's Neural Machine Translation System" (Wu et al. 2016, eq. 14).
  public double penalty(int length) {
    return Math.pow((5.0 + length) / 6.0, alpha);
  }
}
