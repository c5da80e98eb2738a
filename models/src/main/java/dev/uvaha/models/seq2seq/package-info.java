/// Recurrent encoder–decoders: one that squeezes a sentence into one vector, and RNNsearch, which
/// looks back at every word ([RecurrentTranslator]). They differ in one part, [Source].
@NullMarked
package dev.uvaha.models.seq2seq;

import org.jspecify.annotations.NullMarked;
