/// Attention: a query asks, keys answer how well they fit, and the values are mixed accordingly.
///
/// Shapes, here and in every other package, use these letters:
///
/// | letter | is |
/// |---|---|
/// | B | sequences in the batch |
/// | T | query positions |
/// | S | key (and value) positions |
/// | D | width of the model |
/// | N | heads |
/// | H | width of one head, D / N |
/// | V | vocabulary |
///
/// Read in this order: [AttentionScore] (how well a key fits a query), [Attention] (the layer in
/// its general form; [AttentionMemory] for one query after another), [AttentionMask] (who may look
/// where), [MultiHeadAttention] (the Transformer's), [Positions] (what tells attention the order),
/// [Past] and [KeyValueCache] (decoding without repeating), [AttentionMap] and [Trace] (looking
/// inside).
///
/// Each kind of attention has one definition that reads like its formula: [Attention#attend]. What
/// runs faster (`FastAttention`) is held to it by tests.
@NullMarked
package dev.uvaha.attention;

import org.jspecify.annotations.NullMarked;
