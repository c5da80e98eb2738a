package dev.uvaha.lab;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// `y = factor · x^exponent`, the straight line that fits the logarithms best by least squares.
///
/// @param determination R², the share of the logarithms' variance that the line explains; 1 if
///   there is nothing to explain
public record PowerLaw(double factor, double exponent, double determination) {
  /// Fits a law through points.
  ///
  /// @param x over 0, two different ones or more
  /// @param y over 0, one for each x
  /// @throws IllegalArgumentException if there is no such line
  public static PowerLaw fit(List<Double> x, List<Double> y) {
    var line = Line.fit(logarithms("x", x), logarithms("y", y));
    return new PowerLaw(Math.exp(line.offset()), line.slope(), line.determination());
  }

  /// The exponent and how well it fits: `1.98 (R² 0.999)`.
  public String text() {
    return String.format(Locale.ROOT, "%.2f (R² %.3f)", exponent, determination);
  }

  private static List<Double> logarithms(String name, List<Double> values) {
    for (var value : values)
      if (!(value > 0))
        throw new IllegalArgumentException("a power law needs " + name + " over 0, got " + values);
    return values.stream().map(Math::log).toList();
  }

  /// `y = offset + slope · x`.
  public record Line(double offset, double slope, double determination) {
    /// The line that fits points best by least squares.
    ///
    /// @throws IllegalArgumentException if all x are equal or the counts differ
    public static Line fit(List<Double> x, List<Double> y) {
      if (x.size() != y.size() || x.stream().distinct().count() < 2)
        throw new IllegalArgumentException(
            "a line needs points at two places, got x=%s, y=%s".formatted(x, y));
      var meanX = mean(x, Double::doubleValue);
      var meanY = mean(y, Double::doubleValue);
      double covariance = 0;
      for (var i = 0; i < x.size(); i++) covariance += (x.get(i) - meanX) * (y.get(i) - meanY);
      covariance /= x.size();
      var varianceX = mean(x, value -> Math.pow(value - meanX, 2));
      var varianceY = mean(y, value -> Math.pow(value - meanY, 2));
      var slope = covariance / varianceX;
      var explained = varianceY == 0 ? 1 : covariance * slope / varianceY;
      return new Line(meanY - slope * meanX, slope, explained);
    }

    private static double mean(List<Double> values, ToDoubleFunction<Double> of) {
      return values.stream().mapToDouble(of).average().orElseThrow();
    }
  }
}
