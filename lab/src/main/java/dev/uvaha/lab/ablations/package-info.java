/// What each part of a Transformer is worth: the rows of table 3 of "Attention Is All You Need", at
/// the scale of the built-in grammar.
@NullMarked
package dev.uvaha.lab.ablations;

import org.jspecify.annotations.NullMarked;
