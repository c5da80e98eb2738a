package dev.uvaha.attention;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How fast each pair of columns turns under [Positions.Rotary], in radians a position.
public sealed interface RotaryFrequencies {
  /// One for each pair of a head of width H.
  ///
  /// @return `[H/2]`, fast to slow
  double[] of(int headWidth);

  /// What turned queries and keys are multiplied by.
  default double gain() {
    return 1;
  }

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
      longEnough(original);
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

  /// YaRN (Peng et al. 2023, sections 3.2 to 3.4), as Qwen reads long texts: the fast pairs stay,
  /// the slow ones are divided by the factor, those between are mixed by their number, and scores
  /// grow by the square of the gain.
  ///
  /// @param slow turns within the original context of the pair from which on all are divided
  /// @param fast turns of the pair up to which all stay
  /// @param original the context that was trained, in positions
  /// @param gain [#gainOf] in the paper
  record Yarn(Plain plain, double factor, double slow, double fast, int original, double gain)
      implements RotaryFrequencies {
    public Yarn {
      atLeastOne("factor", factor);
      if (!(0 < slow && slow < fast))
        throw new IllegalArgumentException(
            "Rotary: expected 0 < slow < fast, got %s and %s".formatted(slow, fast));
      longEnough(original);
      if (!(gain > 0 && gain < Double.POSITIVE_INFINITY))
        throw new IllegalArgumentException("Rotary: gain must be above 0, got " + gain);
    }

    /// `0.1 ln s + 1` for the factor s (eq. 22).
    public static double gainOf(double factor) {
      return 0.1 * Math.log(factor) + 1;
    }

    @Override
    public double[] of(int headWidth) {
      var frequencies = plain.of(headWidth);
      var first = Math.max(0, Math.floor(pairThatTurns(fast, headWidth)));
      var last = Math.min(headWidth - 1, Math.ceil(pairThatTurns(slow, headWidth)));
      for (var i = 0; i < frequencies.length; i++) {
        var divided = Math.clamp((i - first) / Math.max(last - first, 1e-3), 0, 1);
        frequencies[i] *= 1 - divided + divided / factor;
      }
      return frequencies;
    }

    /// The number i of the pair, a fraction too, that makes so many turns in the original context.
    private double pairThatTurns(double turns, int headWidth) {
      var wavelength = original / turns;
      return headWidth * Math.log(wavelength / (2 * Math.PI)) / (2 * Math.log(plain.theta()));
    }
  }

  private static void longEnough(int original) {
    if (original < 1)
      throw new IllegalArgumentException(
          "Rotary: the original context must be 1 position or more, got " + original);
  }

  private static void atLeastOne(String name, double value) {
    if (!(value >= 1 && value < Double.POSITIVE_INFINITY))
      throw new IllegalArgumentException(
          "Rotary: %s must be 1 or more, got %s".formatted(name, value));
  }
}
