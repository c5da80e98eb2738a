/// Attention of small numbers or a few words, step by step: scores, mask, softmax, weighted sum.
@NullMarked
package dev.uvaha.studio.calculator;

import org.jspecify.annotations.NullMarked;
