/// From a model's probabilities to a sequence: greedy and beam search, over any
/// [dev.uvaha.models.SequenceToSequence].
@NullMarked
package dev.uvaha.generation;

import org.jspecify.annotations.NullMarked;
