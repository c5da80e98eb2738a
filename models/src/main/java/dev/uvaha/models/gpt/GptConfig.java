package dev.uvaha.models.gpt;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.models.block.ParameterCounts;
import dev.uvaha.nn.FeedForward.Activation;

/// The sizes of a [Gpt].
///
/// @param vocabulary tokens
/// @param width D
/// @param innerWidth of the feed-forward networks, 4 D as published
/// @param maximumLength positions there are
/// @param epsilon of the norms
/// @param dropout on embeddings, attention weights and sublayers, in `[0, 1)`
public record GptConfig(
    int vocabulary,
    int layers,
    int heads,
    int width,
    int innerWidth,
    int maximumLength,
    Activation activation,
    double epsilon,
    double dropout) {
  private static final int INNER = 4;
  private static final double EPSILON = 1e-5;

  public GptConfig {
    if (vocabulary < 2)
      throw new IllegalArgumentException("vocabulary must be 2 or more, got " + vocabulary);
    if (layers < 1 || innerWidth < 1 || maximumLength < 1)
      throw new IllegalArgumentException(
          "sizes must be 1 or more, got layers=%d, innerWidth=%d, maximumLength=%d"
              .formatted(layers, innerWidth, maximumLength));
    if (!(epsilon > 0))
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
  }

  /// How many numbers training sets in a [Gpt] of these sizes; the greatest `long` if there are
  /// more.
  public long parameterCount() {
    var block =
        sum(
            ParameterCounts.attention(width),
            ParameterCounts.feedForward(width, innerWidth),
            2 * ParameterCounts.norm(width));
    return sum(
        product(vocabulary, width),
        product(maximumLength, width),
        product(layers, block),
        ParameterCounts.norm(width));
  }

  /// As GPT-2 is, of any size: an inner width of 4 D and the GELU by its tanh formula.
  public static GptConfig of(
      int vocabulary, int layers, int heads, int width, int maximumLength, double dropout) {
    return new GptConfig(
        vocabulary,
        layers,
        heads,
        width,
        INNER * width,
        maximumLength,
        Activation.GELU_TANH,
        EPSILON,
        dropout);
  }
}
