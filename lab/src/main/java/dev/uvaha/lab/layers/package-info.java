/// The lecture's table of layers (complexity, sequential operations, longest path), formulas beside
/// measurements.
@NullMarked
package dev.uvaha.lab.layers;

import org.jspecify.annotations.NullMarked;
