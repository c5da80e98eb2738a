package dev.uvaha.vision;

import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How values become a model's numbers.
///
/// In a recipe: `measured`, or `{mean: [0.29], deviation: [0.35]}`, one of each or three.
public sealed interface NormalisationRecipe {
  /// By mean and standard deviation of the training pictures.
  record Measured() implements NormalisationRecipe {
    private static final int MOST = 10_000; // pictures that are looked at, spread evenly
    private static final double LEAST = 1e-3; // of a deviation: the pictures may be all alike
    private static final double GREATEST = 255;

    /// What it comes to.
    static Normalisation of(LabelledPictures pictures) {
      var count = Math.min(MOST, pictures.size());
      var channels = pictures.picture(0).channels();
      var sums = new double[channels];
      var squares = new double[channels];
      var values = 0L;
      for (var i = 0; i < count; i++) {
        var picture = pictures.picture((int) ((long) i * pictures.size() / count));
        for (var at = 0; at < picture.samples().length; at++) {
          var value = (picture.samples()[at] & 0xff) / GREATEST;
          sums[at / picture.plane()] += value;
          squares[at / picture.plane()] += value * value;
        }
        values += picture.plane();
      }
      var means = new ArrayList<Double>();
      var deviations = new ArrayList<Double>();
      for (var channel = 0; channel < channels; channel++) {
        var mean = sums[channel] / values;
        var variance = Math.max(0, squares[channel] / values - mean * mean);
        means.add(rounded(mean));
        deviations.add(rounded(Math.max(LEAST, Math.sqrt(variance))));
      }
      return new Normalisation(means, deviations);
    }

    private static double rounded(double value) {
      return Math.round(value * 1e4) / 1e4;
    }
  }

  /// As given.
  record Given(Normalisation normalisation) implements NormalisationRecipe {}

  /// As YAML writes it.
  default Object written() {
    return switch (this) {
      case Measured() -> "measured";
      case Given(var given) -> Map.of("mean", given.means(), "deviation", given.deviations());
    };
  }

  /// The inverse of [#written].
  ///
  /// @throws IllegalArgumentException if it is none
  static NormalisationRecipe of(Object written) {
    return switch (written) {
      case String word when word.equals("measured") -> new Measured();
      case Map<?, ?> two
          when two.size() == 2
              && two.get("mean") instanceof List<?> means
              && two.get("deviation") instanceof List<?> deviations ->
          new Given(new Normalisation(numbers(means), numbers(deviations)));
      default ->
          throw new IllegalArgumentException(
              "must be measured or {mean: [0.5], deviation: [0.5]}, got " + written);
    };
  }

  private static List<Double> numbers(List<?> written) {
    return written.stream()
        .map(each -> {
          if (each instanceof Number number) return number.doubleValue();
          throw new IllegalArgumentException("must be numbers, got " + each);
        })
        .toList();
  }
}
