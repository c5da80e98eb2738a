package dev.uvaha.translation.evaluation;

import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.data.grammar.Split;
import java.util.List;
import java.util.function.BiFunction;

/// What a translator is worth on the built-in grammar's held-out sentences: combinations of words
/// that its training never shows, and `it` with nouns and qualities that it never shows together.
public record GrammarEvaluation(
    Evaluation intoUkrainian, Evaluation intoEnglish, Coreference coreference) {
  private static final String ENGLISH = "en";
  private static final String UKRAINIAN = "uk";
  static final long SENTENCE_SEED = 20_170_612;
  static final long COREFERENCE_SEED = 20_140_901;

  /// Translates held-out sentences both ways.
  ///
  /// @param sentences how many each way
  /// @param items how many of coreference
  /// @param translator gives one translation for each text, into the language with that code
  public static GrammarEvaluation of(
      int sentences, int items, BiFunction<List<String>, String, List<String>> translator) {
    var grammar = Grammar.englishUkrainian();
    var pairs = ParallelCorpus.of(grammar.split(Split.TEST, SENTENCE_SEED, sentences));
    return new GrammarEvaluation(
        Evaluation.of(
            pairs.read(), ENGLISH, UKRAINIAN, texts -> translator.apply(texts, UKRAINIAN)),
        Evaluation.of(
            pairs.flipped().read(), UKRAINIAN, ENGLISH, texts -> translator.apply(texts, ENGLISH)),
        Coreference.of(
            grammar.coreference(COREFERENCE_SEED, items),
            texts -> translator.apply(texts, UKRAINIAN)));
  }

  /// All figures as a JSON object.
  public String json() {
    return EvaluationJson.text(EvaluationJson.of(this));
  }
}
