package dev.uvaha.cli;

import dev.uvaha.translation.SearchOptions;
import picocli.CommandLine.Option;

/// How widely to search for a translation.
final class BeamOption {
  /// The most hypotheses to keep, or to ask for.
  static final int WIDEST = 64;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Hypotheses to keep; 1 is greedy. Default: ${DEFAULT-VALUE}.")
  private int beam = SearchOptions.DEFAULT.beam();

  /// A search with this beam.
  ///
  /// @throws IllegalArgumentException if it is too wide, or none
  SearchOptions search() {
    if (beam < 1 || beam > WIDEST)
      throw new IllegalArgumentException("--beam must be 1 to %d, got %d".formatted(WIDEST, beam));
    return SearchOptions.DEFAULT.withBeam(beam);
  }
}
