/// From a model's probabilities to a sequence: greedy and beam search over any
/// [dev.uvaha.models.SequenceToSequence]; texts of a [dev.uvaha.models.LanguageModel], one by
/// [TextGenerator] or several at once by [BatchedGenerator].
@NullMarked
package dev.uvaha.generation;

import org.jspecify.annotations.NullMarked;
