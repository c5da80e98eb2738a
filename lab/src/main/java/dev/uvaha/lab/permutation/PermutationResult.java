package dev.uvaha.lab.permutation;

import java.util.List;

/// What one layer makes of other orders, one entry for each length.
///
/// @param single in FLOAT32
/// @param twice in FLOAT64
record PermutationResult(List<OrderError> single, List<OrderError> twice) {}
