/// One vector for a sentence against attention, by the sentence's length ("Neural Machine
/// Translation by Jointly Learning to Align and Translate", Bahdanau et al. 2014, figure 2).
@NullMarked
package dev.uvaha.lab.bottleneck;

import org.jspecify.annotations.NullMarked;
