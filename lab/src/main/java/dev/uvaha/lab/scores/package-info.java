/// What the ways of scoring a key against a query do to the softmax behind them.
@NullMarked
package dev.uvaha.lab.scores;

import org.jspecify.annotations.NullMarked;
