/// Recurrent layers: a state that is carried from position to position.
///
/// Read [ElmanCell] first, the lecture's own, then [Gru] and [Lstm], which learn what to keep;
/// [Recurrent] runs a cell over sequences of different lengths, in one direction or both.
@NullMarked
package dev.uvaha.nn.recurrent;

import org.jspecify.annotations.NullMarked;
