package dev.uvaha.lab.permutation;

import dev.uvaha.lab.SequenceLayer;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How far a layer f is from not noticing the order, the worst over random permutations P of random
/// inputs X, whose elements are normal.
///
/// @param equivariance `max |f(P X) - P f(X)|`
/// @param invariance `max |mean f(P X) - mean f(X)|`, the mean over positions
/// @param size `max |f(X)|`, to compare with
record OrderError(double equivariance, double invariance, double size) {
  /// Of a layer in the precision that its parameters have.
  static OrderError of(
      SequenceLayer subject, int length, DataType type, PermutationSize size, long seed) {
    Randomness.seed(seed);
    var random = new Random(seed);
    var worst = new OrderError(0, 0, 0);
    for (var i = 0; i < size.permutations(); i++)
      worst = worst.or(once(subject, length, size.width(), type, random));
    return worst;
  }

  private static OrderError once(
      SequenceLayer subject, int length, int width, DataType type, Random random) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var input = Randomness.normal(0, 1, Device.CPU, 1, length, width).to(type); // [1, n, D]
        var order = Tensors.indices(permutation(length, random), length);
        var permuted = subject.forward(input.indexSelect(1, order));
        var output = subject.forward(input);
        return new OrderError(
            largest(permuted.subtract(output.indexSelect(1, order))),
            largest(permuted.mean(1).subtract(output.mean(1))),
            largest(output));
      }
    });
  }

  static int[] permutation(int length, Random random) {
    var order = IntStream.range(0, length).boxed().collect(Collectors.toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  static double largest(Tensor values) {
    return values.abs().max().item();
  }

  private OrderError or(OrderError other) {
    return new OrderError(
        Math.max(equivariance, other.equivariance),
        Math.max(invariance, other.invariance),
        Math.max(size, other.size));
  }
}
