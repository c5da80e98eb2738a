package dev.uvaha.translation;

/// How a translation is looked for.
///
/// @param beam hypotheses kept; 1 is greedy
/// @param alpha strength of the length penalty ((5 + length) / 6)^α
/// @param best how many translations to return, at most `beam`
/// @param maximumLength tokens a translation may have; [BatchSearch] allows at most so many more
///   than the source has
public record SearchOptions(int beam, double alpha, int best, int maximumLength) {
  /// A beam of 4 with the length penalty 0.6, as published, and one translation.
  public static final SearchOptions DEFAULT = new SearchOptions(4, 0.6, 1, 256);

  /// The likeliest token each time: fastest.
  public static final SearchOptions GREEDY = new SearchOptions(1, 0, 1, 256);

  /// The same with another beam.
  public SearchOptions withBeam(int width) {
    return new SearchOptions(width, alpha, Math.min(best, width), maximumLength);
  }

  /// The same with more translations to choose from; the beam grows if it must.
  public SearchOptions withBest(int count) {
    return new SearchOptions(Math.max(beam, count), alpha, count, maximumLength);
  }
}
