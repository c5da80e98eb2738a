package dev.uvaha.lab.layers;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How far back the last position's output depends on the input, by its gradient in FLOAT64.
///
/// @param profile the gradient's length at each position, 0, 1, … back from the last, through one
///   layer
/// @param reach how far back it is not zero, through 1, 2, … layers
/// @param layers how many layers it takes until the last position depends on the first
record Reach(List<Double> profile, List<Integer> reach, int layers) {
  private static final int DEEPEST = 3;
  private static final int WIDTH = 16;

  static Reach of(LayerKind kind, int length) {
    var reach =
        IntStream.rangeClosed(1, DEEPEST)
            .mapToObj(layers -> farthest(gradient(kind, length, layers)))
            .toList();
    var layers = 1;
    while (farthest(gradient(kind, length, layers)) < length - 1) layers++;
    return new Reach(Arrays.stream(gradient(kind, length, 1)).boxed().toList(), reach, layers);
  }

  private static int farthest(double[] gradient) {
    return IntStream.range(0, gradient.length).filter(i -> gradient[i] > 0).max().orElse(0);
  }

  private static double[] gradient(LayerKind kind, int length, int layers) {
    try (var _ = TensorScope.open()) {
      var stack = Stream.generate(() -> kind.create(WIDTH)).limit(layers).toList();
      var input =
          Randomness.normal(0, 1, Device.CPU, 1, length, WIDTH)
              .to(DataType.FLOAT64)
              .requireGradient(); // [1, n, d]
      var state = input;
      for (var layer : stack) {
        layer.convertTo(DataType.FLOAT64);
        state = layer.forward(state);
      }
      var arriving = Randomness.normal(0, 1, Device.CPU, WIDTH).to(DataType.FLOAT64);
      state.select(1, length - 1L).multiply(arriving).sum().backward();
      var gradient = input.gradient().orElseThrow();
      var norms = gradient.multiply(gradient).sum(-1).sqrt().contiguous(); // [1, n]
      var values = norms.segment().toArray(JAVA_DOUBLE);
      return IntStream.range(0, length).mapToDouble(i -> values[length - 1 - i]).toArray();
    }
  }
}
