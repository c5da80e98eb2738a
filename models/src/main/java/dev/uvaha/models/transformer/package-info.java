/// The Transformer of "Attention Is All You Need" (Vaswani et al. 2017): [Transformer], its
/// [TransformerConfig], and how both lie on disk.
@NullMarked
package dev.uvaha.models.transformer;

import org.jspecify.annotations.NullMarked;
