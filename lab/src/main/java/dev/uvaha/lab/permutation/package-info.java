/// Self-attention does not see the order of its input, until it is told.
@NullMarked
package dev.uvaha.lab.permutation;

import org.jspecify.annotations.NullMarked;
