/// Fleuret's toy task: sequences in which far parts must know of each other, and what convolutions,
/// attention and positions make of it.
@NullMarked
package dev.uvaha.lab.toy;

import org.jspecify.annotations.NullMarked;
