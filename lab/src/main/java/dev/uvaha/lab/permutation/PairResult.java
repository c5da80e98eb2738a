package dev.uvaha.lab.permutation;

/// What the attention layer makes of other orders.
///
/// @param single in FLOAT32
/// @param twice in FLOAT64
record PairResult(PairError single, PairError twice) {}
