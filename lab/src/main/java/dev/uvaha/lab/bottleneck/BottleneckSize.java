package dev.uvaha.lab.bottleneck;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.recipe.GrammarText;

/// How much of the bottleneck is run.
///
/// @param text of the grammar, if the user gives none
/// @param width of words in all models, and of the Transformer
/// @param layers of the Transformer's encoder, and of its decoder
/// @param merges of the tokenizer
/// @param steps of training
/// @param batch the most tokens of a step
record BottleneckSize(GrammarText text, int width, int layers, int merges, int steps, int batch) {
  static BottleneckSize of(Study study) {
    return study.choose(
        new BottleneckSize(new GrammarText(3, 30_000, 200, 400), 64, 2, 1_500, 1_500, 512),
        new BottleneckSize(new GrammarText(5, 100_000, 1_000, 1_000), 96, 2, 2_000, 3_500, 768));
  }
}
