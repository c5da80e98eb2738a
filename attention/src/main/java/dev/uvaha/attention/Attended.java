package dev.uvaha.attention;

import dev.uvaha.tensor.Tensor;

/// What attention returned and where it looked.
///
/// @param output as the layer's forward pass returns it
/// @param weights `[B, N, T, S]`, or `[B, T, S]` where there are no heads; each row sums to 1, or
///   is zeros if its query may see no key
public record Attended(Tensor output, Tensor weights) {}
