package dev.uvaha.cli;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How text is written: what is not given is as the model's makers recommend.
final class SamplingOption {
  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Write so many tokens at most. Default: ${DEFAULT-VALUE}.")
  private int maximumTokens = GenerationOptions.DEFAULT.maximumTokens();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "0 takes the likeliest token; higher is more varied. Default: the model's, or 0.")
  private Optional<Double> temperature = Optional.empty();

  @Option(names = "--top-k", paramLabel = "K", description = "Only the K likeliest tokens.")
  private Optional<Integer> topK = Optional.empty();

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Only the likeliest tokens that together have the probability P.")
  private Optional<Double> topP = Optional.empty();

  @Option(
      names = "--min-p",
      paramLabel = "P",
      description = "Only tokens with P times the likeliest one's probability.")
  private Optional<Double> minP = Optional.empty();

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      description = "Above 1, tokens that were there become less likely.")
  private Optional<Double> repetitionPenalty = Optional.empty();

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End before this text; may come often.")
  private List<String> stop = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed writes the same text. Default: ${DEFAULT-VALUE}.")
  private long seed = GenerationOptions.DEFAULT.seed();

  /// These over what is recommended; cuts without a temperature sample at 1.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  GenerationOptions over(GenerationOptions recommended) {
    var base = recommended.sampling();
    var cuts = topK.isPresent() || topP.isPresent() || minP.isPresent();
    var usual = base.temperature() == 0 && cuts ? 1 : base.temperature();
    var sampling =
        new Sampling(
            temperature.orElse(usual),
            topK.orElse(base.topK()),
            topP.orElse(base.topP()),
            minP.orElse(base.minP()),
            repetitionPenalty.orElse(base.repetitionPenalty()));
    return recommended
        .with(sampling)
        .withSeed(seed)
        .withMaximumTokens(maximumTokens)
        .withStop(stop.toArray(String[]::new));
  }
}
