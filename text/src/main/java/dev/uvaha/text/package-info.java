/// Text on its way into a model and out of it; no tensors here.
///
/// - **Tokenizers**: [Tokenizer] turns text into token ids and back. [Tokenizer#load] reads any
///   `tokenizer.json`; [ByteLevelBpe] is the one that Uvaha trains ([BpeTrainer]) and reads without
///   natives, [HuggingFaceTokenizerFile] reads all the others through the Hugging Face library.
/// - **Files**: [Utf8Lines] reads text line by line, plain or gzipped, and names the file and the
///   line of whatever is not UTF-8.
/// - **Words**: [Lexicon] holds the words that a closed-vocabulary model knows, names the unknown
///   ones of a sentence and suggests the nearest known ones.
///
/// How good a translation is, [dev.uvaha.text.metrics] says.
@NullMarked
package dev.uvaha.text;

import org.jspecify.annotations.NullMarked;
