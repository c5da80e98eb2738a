/// The page of layers: what self-attention, recurrence and convolution cost and how far they reach,
/// by the lecture's table.
@NullMarked
package dev.uvaha.studio.layers;

import org.jspecify.annotations.NullMarked;
