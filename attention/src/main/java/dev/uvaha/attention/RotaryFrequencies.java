package dev.uvaha.attention;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How fast each pair of columns turns under [Positions.Rotary], in radians a position.
public sealed interface RotaryFrequencies {
  /// One for each pair of a head of width H.
  ///
  /// @return `[H/2]`, fast to slow
  double[] of(int headWidth);

  /// `θ^(-2i/H)` (Su et al. 2021, eq. 15).
  ///
  /// @param theta 10,000 in the paper
  record Plain(double theta) implements RotaryFrequencies {
    public Plain {
      if (!(theta > 0 && theta < Double.POSITIVE_INFINITY))
        throw new IllegalArgumentException("Rotary: theta must be above 0, got " + theta);
    }

    @Override
    public double[] of(int headWidth) {
      return IntStream.range(0, headWidth / 2)
          .mapToDouble(i -> Math.pow(theta, -2.0 * i / headWidth))
          .toArray();
    }
  }

  /// All frequencies divided by a factor, as if positions stood closer (Chen et al. 2023, position
  /// interpolation).
  record Interpolated(Plain plain, double factor) implements RotaryFrequencies {
    public Interpolated {
      atLeastOne("factor", factor);
    }

    @Override
    public double[] of(int headWidth) {
      return Arrays.stream(plain.of(headWidth)).map(frequency -> frequency / factor).toArray();
    }
  }

  /// As Llama 3.1 does: what turns often within the original context stays, what turns seldom is
  /// divided by the factor, and what lies between is mixed.
  ///
  /// @param seldom turns within the original context up to which a frequency is divided
  /// @param often turns from which on it stays
  /// @param original the context that was trained, in positions
  record ByWavelength(Plain plain, double factor, double seldom, double often, int original)
      implements RotaryFrequencies {
    public ByWavelength {
      atLeastOne("factor", factor);
      if (!(0 < seldom && seldom < often))
        throw new IllegalArgumentException(
            "Rotary: expected 0 < seldom < often, got %s and %s".formatted(seldom, often));
      if (original < 1)
        throw new IllegalArgumentException(
            "Rotary: the original context must be 1 position or more, got " + original);
    }

    @Override
    public double[] of(int headWidth) {
      var frequencies = plain.of(headWidth);
      for (var i = 0; i < frequencies.length; i++) frequencies[i] = scaled(frequencies[i]);
      return frequencies;
    }

    private double scaled(double frequency) {
      var turns = original * frequency / (2 * Math.PI);
      var kept = Math.clamp((turns - seldom) / (often - seldom), 0, 1);
      return kept * frequency + (1 - kept) * frequency / factor;
    }
  }

  private static void atLeastOne(String name, double value) {
    if (!(value >= 1 && value < Double.POSITIVE_INFINITY))
      throw new IllegalArgumentException(
          "Rotary: %s must be 1 or more, got %s".formatted(name, value));
  }
}
