package dev.uvaha.training;

import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the gradients of several parameters are together.
final class Gradients {
  private static final double NORM_EPSILON = 1e-6;

  private Gradients() {}

  /// The Euclidean norm of all of them as one vector; NaN or infinite if one element is.
  static double norm(Collection<Parameter> parameters) {
    try (var _ = TensorScope.open()) {
      var sum = 0.0;
      var pieces = new ArrayList<MemorySegment>();
      for (var parameter : parameters) {
        var gradient = parameter.gradient().orElse(null);
        if (gradient == null) continue;
        if (Chunks.suit(gradient)) addPieces(gradient, pieces);
        else sum += gradient.multiply(gradient).sum().item();
      }
      var sums = new double[pieces.size()];
      Chunks.parallel(sums.length).forEach(i -> sums[i] = sumOfSquares(pieces.get(i)));
      for (var piece : sums) sum += piece;
      return Math.sqrt(sum);
    }
  }

  /// What to multiply gradients by so that a norm becomes `limit` at most.
  static double clipping(double norm, double limit) {
    return Math.min(1, limit / (norm + NORM_EPSILON));
  }

  /// Takes what the parameters have so far away from them.
  static Map<Parameter, Tensor> taken(Collection<Parameter> parameters) {
    var taken = new LinkedHashMap<Parameter, Tensor>();
    for (var parameter : parameters)
      parameter
          .gradient()
          .ifPresent(gradient -> {
            taken.put(parameter, gradient);
            parameter.clearGradient();
          });
    return taken;
  }

  static void add(Map<Parameter, Tensor> gradients) {
    gradients.forEach(Parameter::addToGradient);
  }

  static void clear(Collection<Parameter> parameters) {
    parameters.forEach(Parameter::clearGradient);
  }

  private static void addPieces(Tensor gradient, List<MemorySegment> pieces) {
    var memory = gradient.contiguous().segment();
    var bytes = (long) Chunks.PIECE * Float.BYTES;
    for (var at = 0L; at < memory.byteSize(); at += bytes)
      pieces.add(memory.asSlice(at, Math.min(bytes, memory.byteSize() - at)));
  }

  private static double sumOfSquares(MemorySegment memory) {
    var block = new float[Chunks.BLOCK];
    var elements = (int) (memory.byteSize() / Float.BYTES);
    var sum = 0.0;
    for (var start = 0; start < elements; start += Chunks.BLOCK) {
      var length = Math.min(Chunks.BLOCK, elements - start);
      MemorySegment.copy(
          memory, ValueLayout.JAVA_FLOAT, (long) start * Float.BYTES, block, 0, length);
      sum += sumOfSquares(block, length);
    }
    return sum;
  }

  /// Four sums at once, since each addition has to wait for the one before it.
  private static double sumOfSquares(float[] block, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    var i = 0;
    for (; i < length - 3; i += 4) {
      a += (double) block[i] * block[i];
      b += (double) block[i + 1] * block[i + 1];
      c += (double) block[i + 2] * block[i + 2];
      d += (double) block[i + 3] * block[i + 3];
    }
    for (; i < length; i++) a += (double) block[i] * block[i];
    return (a + b) + (c + d);
  }
}
