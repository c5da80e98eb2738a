/// Language models in use: [TextModel] is one with its tokenizer and what its makers recommend,
/// [TextEmbedder] makes vectors of sentences, [dev.uvaha.language.chat] talks.
@NullMarked
package dev.uvaha.language;

import org.jspecify.annotations.NullMarked;
