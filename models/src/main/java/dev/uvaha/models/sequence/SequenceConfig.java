package dev.uvaha.models.sequence;

import dev.uvaha.attention.AttentionConfig;
import java.util.function.LongSupplier;

/// How a sequence is read, whatever is then said of it.
///
/// @param elements what comes in
/// @param encoder what reads it
/// @param width D, of every position's state, even: half of it comes from each direction, and
///   positions are pairs of waves
/// @param dropout between layers and before the output, in `[0, 1)`
public record SequenceConfig(Elements elements, EncoderConfig encoder, int width, double dropout) {
  /// Checks that the sizes fit.
  public SequenceConfig {
    if (width < 2 || width % 2 != 0)
      throw new IllegalArgumentException("width must be even and 2 or more, got " + width);
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
    if (encoder instanceof EncoderConfig.SelfAttention attention)
      new AttentionConfig(width, attention.heads(), dropout); // refuses what attention refuses
  }

  /// How many numbers training sets in what reads a sequence.
  ///
  /// @throws ArithmeticException if a `long` does not hold them
  long parameters(Direction direction) {
    return Math.addExact(ofInput(), ofEncoder(direction));
  }

  private long ofInput() {
    return switch (elements) {
      case Elements.Tokens(int vocabulary) -> Math.multiplyExact(vocabulary, (long) width);
      case Elements.Vectors(int features) -> Math.multiplyExact(features + 1L, (long) width);
    };
  }

  private long ofEncoder(Direction direction) {
    long d = width;
    var norm = 2 * d;
    return switch (encoder) {
      case EncoderConfig.Recurrent(var cell, int layers) -> {
        var layer =
            switch (direction) {
              case BOTH_WAYS -> 2 * cell.parameters(d, d / 2);
              case FORWARDS -> cell.parameters(d, d);
            };
        yield Math.multiplyExact(layers, layer);
      }
      case EncoderConfig.Convolutional(int kernel, int layers) -> {
        var convolution = Math.multiplyExact(kernel * d + 1, d);
        yield Math.addExact(Math.multiplyExact(layers, convolution + norm), norm);
      }
      case EncoderConfig.SelfAttention(_, int inner, int layers) -> {
        var attention = Math.multiplyExact(4 * d, d + 1);
        var feedForward = Math.multiplyExact(2L * inner, d) + inner + d;
        yield Math.addExact(
            Math.multiplyExact(layers, Math.addExact(attention, feedForward) + 2 * norm), norm);
      }
    };
  }

  /// A linear map of the states.
  long mapTo(long outputs) {
    return Math.multiplyExact(width + 1L, outputs);
  }

  /// A count, or the greatest `long` if there are more.
  static long counted(LongSupplier count) {
    try {
      return count.getAsLong();
    } catch (ArithmeticException _) {
      return Long.MAX_VALUE;
    }
  }
}
