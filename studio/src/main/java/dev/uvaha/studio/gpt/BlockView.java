package dev.uvaha.studio.gpt;

import dev.uvaha.models.block.BlockSteps;

/// Every step of one block.
///
/// @param input `[T, D]`
/// @param asked normalised, `[T, D]`
/// @param query `[N, T, H]`; a key and a value that heads share stand there for each
/// @param products `QKᵀ`, `[N, T, T]`
/// @param scores scaled, before the mask, `[N, T, T]`
/// @param weights `[N, T, T]`
/// @param mixed weighted values, `[N, T, H]`
/// @param output through W_O, `[T, D]`
/// @param attended input and output, `[T, D]`
/// @param normed the same normalised, `[T, D]`
/// @param hidden of the feed-forward network, `[T, inner]`
/// @param added by the network, `[T, D]`
/// @param result what the next block reads, `[T, D]`
record BlockView(
    Floats input,
    Floats asked,
    Floats query,
    Floats key,
    Floats value,
    Floats products,
    Floats scores,
    Floats weights,
    Floats mixed,
    Floats output,
    Floats attended,
    Floats normed,
    Floats hidden,
    Floats added,
    Floats result) {
  /// Of the only sequence.
  static BlockView of(BlockSteps steps) {
    var attention = steps.attention();
    return new BlockView(
        Floats.of(steps.input().select(0, 0)),
        Floats.of(steps.attentionInput().select(0, 0)),
        Floats.of(attention.query().select(0, 0)),
        Floats.of(attention.key().select(0, 0)),
        Floats.of(attention.value().select(0, 0)),
        Floats.of(attention.products().select(0, 0)),
        Floats.of(attention.scores().select(0, 0)),
        Floats.of(attention.weights().select(0, 0)),
        Floats.of(attention.heads().select(0, 0)),
        Floats.of(attention.output().select(0, 0)),
        Floats.of(steps.attended().select(0, 0)),
        Floats.of(steps.feedForwardInput().select(0, 0)),
        Floats.of(steps.hidden().select(0, 0)),
        Floats.of(steps.feedForwardOutput().select(0, 0)),
        Floats.of(steps.output().select(0, 0)));
  }
}
