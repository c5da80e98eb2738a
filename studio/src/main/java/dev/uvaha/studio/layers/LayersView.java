package dev.uvaha.studio.layers;

import dev.uvaha.studio.layers.LayerKind.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The lecture's table at certain sizes, and its curves around them.
///
/// @param rows of the table
/// @param lengths the n of the curves over n, growing by the same factor
/// @param widths the d of the curves over d
/// @param dilatedPath of the convolution, were it dilated
record LayersView(List<Row> rows, List<Integer> lengths, List<Integer> widths, double dilatedPath) {
  private static final int POINTS = 49;
  private static final int LONGEST = 65_536;
  private static final int WIDEST = 8_192;

  /// A row of the table, and how it grows.
  ///
  /// @param overLength of each of the lengths
  /// @param overWidth operations at each of the widths
  record Row(
      LayerKind kind,
      double operations,
      double sequential,
      double path,
      Curves overLength,
      List<Double> overWidth) {}

  /// How the three columns grow with n.
  record Curves(List<Double> operations, List<Double> sequential, List<Double> path) {}

  static LayersView of(Sizes sizes) {
    var lengths = grid(LONGEST);
    var widths = grid(WIDEST);
    var rows =
        Arrays.stream(LayerKind.values()).map(kind -> row(kind, sizes, lengths, widths)).toList();
    return new LayersView(rows, lengths, widths, LayerKind.dilatedPath(sizes));
  }

  private static Row row(LayerKind kind, Sizes sizes, List<Integer> lengths, List<Integer> widths) {
    var ofLengths = lengths.stream().map(sizes::withLength).toList();
    var ofWidths = widths.stream().map(sizes::withWidth).toList();
    return new Row(
        kind,
        kind.operations(sizes),
        kind.sequential(sizes),
        kind.path(sizes),
        new Curves(
            each(ofLengths, kind::operations),
            each(ofLengths, kind::sequential),
            each(ofLengths, kind::path)),
        each(ofWidths, kind::operations));
  }

  private static List<Double> each(List<Sizes> all, ToDoubleFunction<Sizes> function) {
    return all.stream().mapToDouble(function).boxed().toList();
  }

  /// From 1 on, by the same factor each, whole and each once.
  private static List<Integer> grid(int largest) {
    var factor = Math.pow(largest, 1.0 / (POINTS - 1));
    return DoubleStream.concat(
            IntStream.range(0, POINTS - 1).mapToDouble(i -> Math.pow(factor, i)),
            DoubleStream.of(largest))
        .mapToInt(value -> (int) Math.round(value))
        .distinct()
        .boxed()
        .toList();
  }
}
