package dev.uvaha.lab.layers;

import dev.uvaha.lab.PowerLaw;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.layers.LayersSize.Cell;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// All costs, and what follows from them.
///
/// @param costs of each cell, for each seed
record Measured(LayersSize size, Map<Cell, List<Cost>> costs) {
  List<Cost> at(int length, int width) {
    return costs.getOrDefault(new Cell(length, width), List.of());
  }

  int seeds() {
    return at(size.fixed().length(), size.fixed().width()).size();
  }

  boolean countsBytes() {
    return costs.values().stream().flatMap(List::stream).noneMatch(cost -> cost.bytes().isEmpty());
  }

  Range seconds(LayerKind kind, int length, int width) {
    return Range.over(at(length, width), cost -> cost.seconds(kind));
  }

  Range bytes(LayerKind kind, int length, int width) {
    return Range.over(at(length, width), cost -> cost.bytes(kind));
  }

  /// A law of a cost over n, for each seed.
  List<PowerLaw> overLength(ToDoubleFunction<Cost> of) {
    return laws(size.longLengths(), n -> at(n, size.fixed().width()), of);
  }

  /// A law of a cost over d, for each seed.
  List<PowerLaw> overWidth(ToDoubleFunction<Cost> of) {
    return laws(size.largeWidths(), d -> at(size.fixed().length(), d), of);
  }

  private interface Seeds {
    List<Cost> at(int place);
  }

  private List<PowerLaw> laws(List<Integer> places, Seeds cells, ToDoubleFunction<Cost> of) {
    return IntStream.range(0, seeds())
        .mapToObj(seed ->
            PowerLaw.fit(
                places.stream().map(Integer::doubleValue).toList(),
                places.stream().map(place -> of.applyAsDouble(cells.at(place).get(seed))).toList()))
        .toList();
  }

  static Range exponents(List<PowerLaw> laws) {
    return Range.over(laws, PowerLaw::exponent);
  }

  /// The length at which a layer's median time overtakes the recurrent layer's, interpolated on
  /// logarithmic axes; empty if it does at none that was measured, 0 if it is slower at the first
  /// already.
  OptionalDouble crossover(LayerKind kind, int width) {
    var lengths = size.lengths(width);
    var before = Double.NaN;
    for (var i = 0; i < lengths.size(); i++) {
      var n = lengths.get(i);
      var ratio =
          Math.log(
              seconds(kind, n, width).median() / seconds(LayerKind.RECURRENT, n, width).median());
      if (ratio > 0 && i == 0) return OptionalDouble.of(0);
      if (ratio > 0) {
        var low = Math.log(lengths.get(i - 1));
        return OptionalDouble.of(Math.exp(low - before * (Math.log(n) - low) / (ratio - before)));
      }
      before = ratio;
    }
    return OptionalDouble.empty();
  }
}
