package dev.uvaha.attention;

import dev.uvaha.tensor.Tensor;

/// What [MultiHeadAttention] computes on its way, in the order of the formula.
///
/// @param query `[B, N, T, H]`, turned where positions are rotary
/// @param key `[B, N, S, H]`, as the query; a head of keys that several heads of queries share
///   stands here for each
/// @param value `[B, N, S, H]`, as the key
/// @param products `QKᵀ`, `[B, N, T, S]`
/// @param scores `QKᵀ / √H`, `[B, N, T, S]`; the mask comes after them
/// @param weights the masked softmax of the scores, `[B, N, T, S]`
/// @param heads the weighted values, `[B, N, T, H]`
/// @param output the heads side by side through W_O, `[B, T, D]`
public record AttentionSteps(
    Tensor query,
    Tensor key,
    Tensor value,
    Tensor products,
    Tensor scores,
    Tensor weights,
    Tensor heads,
    Tensor output) {}
