package dev.uvaha.lab.positions;

import dev.uvaha.attention.Positions;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Verdict;
import dev.uvaha.tensor.TensorScope;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The lecture's map of sinusoids: 50 positions, each a row of 128 numbers, and what the rows say
/// of distances.
///
/// @param rows FLOAT32 `[positions][D]`
record SinusoidMap(List<List<Double>> rows) {
  private static final int POSITIONS = 50;
  private static final int WIDTH = 128;

  /// Sums of 128 products in float32 differ by rounding alone, of 64.
  private static final double ROUNDING = 1e-4;

  /// Offsets over which the distance should grow: the next few words.
  private static final int NEAR = 5;

  static SinusoidMap create() {
    try (var _ = TensorScope.open()) {
      var values = Positions.Sinusoidal.create(WIDTH).encoding(0, POSITIONS).toFloats();
      return new SinusoidMap(
          IntStream.range(0, POSITIONS)
              .mapToObj(t ->
                  IntStream.range(0, WIDTH).mapToObj(i -> (double) values[t * WIDTH + i]).toList())
              .toList());
    }
  }

  /// `PE(t)ᵀ PE(s)`.
  double product(int t, int s) {
    return IntStream.range(0, WIDTH).mapToDouble(i -> at(t, i) * at(s, i)).sum();
  }

  /// `|PE(t) - PE(s)|`.
  double distance(int t, int s) {
    return Math.sqrt(
        IntStream.range(0, WIDTH).mapToDouble(i -> Math.pow(at(t, i) - at(s, i), 2)).sum());
  }

  private double at(int t, int i) {
    return rows.get(t).get(i);
  }

  /// The dot products at an offset, of every pair of positions that far apart.
  DoubleStream products(int offset) {
    return IntStream.range(0, POSITIONS - offset).mapToDouble(t -> product(t, t + offset));
  }

  /// How much the dot products at one offset differ, at the worst offset.
  double spread() {
    return IntStream.range(0, POSITIONS)
        .mapToDouble(offset -> {
          var products = products(offset).summaryStatistics();
          return products.getMax() - products.getMin();
        })
        .max()
        .orElseThrow();
  }

  void tell(Findings findings) {
    var spread = spread();
    var far = product(0, POSITIONS - 1);
    var growing =
        IntStream.range(1, POSITIONS)
            .takeWhile(offset -> distance(0, offset) > distance(0, offset - 1))
            .max()
            .orElse(0);
    findings
        .figure("sinusoids/spread-at-one-offset", Range.of(spread))
        .figure("sinusoids/distance-grows-up-to-offset", Range.of(growing))
        .figure("sinusoids/dot-product-at-offset-0", Range.of(product(0, 0)))
        .figure("sinusoids/dot-product-at-offset-49", Range.of(far))
        .verdict(
            new Verdict(
                "the dot product of two sinusoidal positions depends on their offset alone: at no offset does it vary by 1e-4 or more",
                spread < ROUNDING,
                text("varies by at most %.1e, between offsets from %.1f to %.1f", spread, far)))
        .verdict(
            new Verdict(
                "nearer positions have nearer sinusoids: the distance grows over the first 5 offsets at least",
                growing >= NEAR,
                text(
                    "grows up to offset %.0f; |PE(t) − PE(t+1)| = %.2f", growing, distance(0, 1))));
    plots(findings);
  }

  private String text(String format, double first, double second) {
    return String.format(Locale.ROOT, format, first, second, product(0, 0));
  }

  private void plots(Findings findings) {
    var offsets = IntStream.range(0, POSITIONS).mapToObj(offset -> (double) offset).toList();
    var places = IntStream.range(0, POSITIONS).boxed().toList();
    findings
        .plot(
            new Plot.Heat(
                "sinusoids",
                "Sinusoidal positions: 50 positions, 128 dimensions",
                "position t",
                "dimension",
                rows))
        .plot(
            new Plot.Heat(
                "dot-products",
                "Dot products of sinusoidal positions: diagonals of one colour",
                "position",
                "position",
                places.stream()
                    .map(t -> places.stream().map(s -> product(t, s)).toList())
                    .toList()))
        .plot(
            new Plot.Lines(
                "offsets",
                "Sinusoidal positions by their offset",
                Axis.linear("offset"),
                Axis.linear("dot product, distance"),
                List.of(
                    Series.line(
                        "dot product", offsets, places.stream().map(s -> product(0, s)).toList()),
                    Series.line(
                        "distance", offsets, places.stream().map(s -> distance(0, s)).toList()))));
  }
}
