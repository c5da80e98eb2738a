package dev.uvaha.lab.permutation;

import dev.uvaha.tensor.DataType;

/// What the attention layer makes of other orders.
///
/// @param single in FLOAT32
/// @param twice in FLOAT64
record PairResult(PairError single, PairError twice) {
  static PairResult of(PermutationSize size, long seed) {
    return new PairResult(
        PairError.of(DataType.FLOAT32, size, seed), PairError.of(DataType.FLOAT64, size, seed));
  }
}
