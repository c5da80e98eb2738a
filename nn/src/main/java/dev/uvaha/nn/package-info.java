/// Layers, parameters, losses and initialisation: what every architecture is built from.
///
/// A [Layer] is a function of its arguments and its [Parameter]s, nothing else: whether it trains
/// is said by [Mode], and names come from [Layer#describe], so that a checkpoint's names follow the
/// structure. Weights on disk are in `dev.uvaha.nn.safetensors`.
///
/// Shapes use the letters of `dev.uvaha.attention`: B batch, T positions, D width, V vocabulary.
@NullMarked
package dev.uvaha.nn;

import org.jspecify.annotations.NullMarked;
