package dev.uvaha.generation;

/// How the next token is chosen from its logits, in this order: repetition penalty, temperature,
/// top-k, top-p, min-p; what is left is drawn by its probability.
///
/// @param temperature logits are divided by it; 0 takes the likeliest token, and the rest does not
///   matter
/// @param topK how many of the likeliest tokens stay; 0 for all
/// @param topP the fewest of the likeliest tokens whose probabilities reach this sum stay (Holtzman
///   et al. 2020), in `(0, 1]`; 1 for all
/// @param minP tokens stay that have this share of the likeliest one's probability, in `[0, 1]`; 0
///   for all
/// @param repetitionPenalty logits of tokens that were there already are divided by it if positive,
///   multiplied if negative (Keskar et al. 2019); 1 for none
public record Sampling(
    double temperature, int topK, double topP, double minP, double repetitionPenalty) {
  /// Always the likeliest token.
  public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);

  public Sampling {
    if (!(temperature >= 0 && temperature <= 100))
      throw new IllegalArgumentException("temperature must be in [0, 100], got " + temperature);
    if (topK < 0) throw new IllegalArgumentException("top-k must be 0 or more, got " + topK);
    if (!(topP > 0 && topP <= 1))
      throw new IllegalArgumentException("top-p must be in (0, 1], got " + topP);
    if (!(minP >= 0 && minP <= 1))
      throw new IllegalArgumentException("min-p must be in [0, 1], got " + minP);
    if (!(repetitionPenalty >= 0.01 && repetitionPenalty <= 100))
      throw new IllegalArgumentException(
          "repetition penalty must be in [0.01, 100], got " + repetitionPenalty);
  }

  /// All tokens by their probabilities at a temperature.
  public static Sampling at(double temperature) {
    return new Sampling(temperature, 0, 1, 0, 1);
  }

  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP, minP, repetitionPenalty);
  }

  public Sampling withTopK(int other) {
    return new Sampling(temperature, other, topP, minP, repetitionPenalty);
  }

  public Sampling withTopP(double other) {
    return new Sampling(temperature, topK, other, minP, repetitionPenalty);
  }

  public Sampling withMinP(double other) {
    return new Sampling(temperature, topK, topP, other, repetitionPenalty);
  }

  public Sampling withRepetitionPenalty(double other) {
    return new Sampling(temperature, topK, topP, minP, other);
  }
}
