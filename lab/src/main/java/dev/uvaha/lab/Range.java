package dev.uvaha.lab;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A figure over seeds.
///
/// @param values one for each seed, none of them NaN
public record Range(List<Double> values) {
  public Range {
    values = List.copyOf(values);
    if (values.isEmpty()) throw new IllegalArgumentException("a range needs a value");
    if (values.stream().anyMatch(value -> value.isNaN()))
      throw new IllegalArgumentException("a figure is not a number: " + values);
  }

  /// Of a figure that no seed changes.
  public static Range of(double value) {
    return new Range(List.of(value));
  }

  /// Of what each seed came to.
  public static <R> Range over(List<R> seeds, ToDoubleFunction<R> figure) {
    return new Range(seeds.stream().mapToDouble(figure).boxed().toList());
  }

  /// The middle value; the mean of the two middle ones of an even count.
  public double median() {
    var sorted = values.stream().sorted().toList();
    var upper = sorted.get(sorted.size() / 2);
    var lower = sorted.get((sorted.size() - 1) / 2);
    return (lower + upper) / 2;
  }

  public double lowest() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double highest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /// The median, and the range if there are several values: `0.12 (0.11–0.14)`.
  ///
  /// @param format of a number, such as `%.2f`
  public String text(String format) {
    var middle = String.format(Locale.ROOT, format, median());
    if (values.size() == 1) return middle;
    return String.format(
        Locale.ROOT, "%s (" + format + "–" + format + ")", middle, lowest(), highest());
  }
}
