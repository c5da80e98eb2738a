package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionSteps;
import dev.uvaha.tensor.Tensor;

/// What a [TransformerBlock] with its norms before the sublayers computes on its way.
///
/// @param input `[B, T, D]`
/// @param attentionInput the normalised input, `[B, T, D]`
/// @param attended the input and what attention adds to it, `[B, T, D]`
/// @param feedForwardInput the same normalised, `[B, T, D]`
/// @param hidden inside the feed-forward network, `[B, T, inner width]`
/// @param feedForwardOutput what the network adds, `[B, T, D]`
/// @param output `[B, T, D]`
public record BlockSteps(
    Tensor input,
    Tensor attentionInput,
    AttentionSteps attention,
    Tensor attended,
    Tensor feedForwardInput,
    Tensor hidden,
    Tensor feedForwardOutput,
    Tensor output) {}
