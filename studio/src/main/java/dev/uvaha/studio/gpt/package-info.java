/// The page "GPT": one pass of a language model from tokens to the probabilities of the next one,
/// every step of it. [GptView] computes what the page shows.
@NullMarked
package dev.uvaha.studio.gpt;

import org.jspecify.annotations.NullMarked;
