package dev.uvaha.lab.ablations;

import dev.uvaha.lab.Study;
import dev.uvaha.lab.recipe.GrammarText;
import java.util.List;

/// How much of the ablations is run.
///
/// @param rows what is changed, the unchanged model among them
/// @param width of the unchanged model, a multiple of 8
/// @param merges of the tokenizer
/// @param steps of each training
/// @param batch the most tokens of a step
record AblationSize(
    List<Ablation> rows, GrammarText text, int width, int merges, int steps, int batch) {
  AblationSize {
    rows = List.copyOf(rows);
  }

  static AblationSize of(Study study) {
    return study.choose(
        new AblationSize(
            List.of(
                Ablation.BASE,
                Ablation.ONE_HEAD,
                Ablation.ONE_LAYER,
                Ablation.NO_DROPOUT,
                Ablation.NO_SMOOTHING,
                Ablation.LEARNED_POSITIONS,
                Ablation.NO_POSITIONS),
            new GrammarText(1, 20_000, 300, 300),
            64,
            1_500,
            800,
            512),
        new AblationSize(
            List.of(Ablation.values()),
            new GrammarText(1, 30_000, 1_000, 1_000),
            64,
            1_500,
            2_000,
            512));
  }
}
