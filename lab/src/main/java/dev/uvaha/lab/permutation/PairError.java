package dev.uvaha.lab.permutation;

import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Random;

/// How much the attention layer `y(q, K, V) = Σᵢ softmaxᵢ(qᵀKᵢ/√d) Vᵢ` changes, the worst over
/// random orders σ of random inputs, whose elements are normal.
///
/// @param pairs with the order of the key–value pairs, `max |y(q, σK, σV) - y(q, K, V)|`
/// @param queries beyond the order of the queries, `max |y(σq, K, V) - σ y(q, K, V)|`
/// @param keys with the order of the keys without their values, `max |y(q, σK, V) - y(q, K, V)|`
record PairError(double pairs, double queries, double keys) {
  /// At the longest length.
  static PairError of(DataType type, PermutationSize size, long seed) {
    Randomness.seed(seed);
    var random = new Random(seed);
    var worst = new PairError(0, 0, 0);
    for (var i = 0; i < size.permutations(); i++) {
      var next = once(type, size, random);
      worst =
          new PairError(
              Math.max(worst.pairs, next.pairs),
              Math.max(worst.queries, next.queries),
              Math.max(worst.keys, next.keys));
    }
    return worst;
  }

  private static PairError once(DataType type, PermutationSize size, Random random) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var length = size.longest();
        var order = Tensors.indices(OrderError.permutation(length, random), length);
        var query = normal(type, size);
        var key = normal(type, size);
        var value = normal(type, size);
        var otherKey = key.indexSelect(1, order);
        var output = attend(query, key, value); // [1, n, D]
        return new PairError(
            difference(attend(query, otherKey, value.indexSelect(1, order)), output),
            difference(
                attend(query.indexSelect(1, order), key, value), output.indexSelect(1, order)),
            difference(attend(query, otherKey, value), output));
      }
    });
  }

  private static Tensor normal(DataType type, PermutationSize size) {
    return Randomness.normal(0, 1, Device.CPU, 1, size.longest(), size.width()).to(type);
  }

  private static Tensor attend(Tensor query, Tensor key, Tensor value) {
    return new Attention(new AttentionScore.ScaledDotProduct())
        .attend(query, key, value, AttentionMask.none())
        .output();
  }

  private static double difference(Tensor one, Tensor other) {
    return OrderError.largest(one.subtract(other));
  }
}
