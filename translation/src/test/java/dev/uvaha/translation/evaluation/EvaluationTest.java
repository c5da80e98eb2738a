package dev.uvaha.translation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.SentencePair;
import dev.uvaha.data.grammar.Antecedent;
import dev.uvaha.data.grammar.CoreferenceItem;
import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.data.grammar.Split;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final List<SentencePair> PAIRS =
      List.of(
          new SentencePair("one two three four five", "a b c d e"),
          new SentencePair("one two three four five six", "f g h i j k"),
          new SentencePair("one two three four five six seven", "l m n o p q r"),
          new SentencePair(String.join(" ", Collections.nCopies(31, "word")), "s t u v w"));

  @Test
  void aPerfectTranslatorScoresAHundred() {
    var figures = Evaluation.of(PAIRS, "en", "uk", texts -> references());
    assertThat(figures.bleu().value()).isCloseTo(100, within(1e-9));
    assertThat(figures.chrF().value()).isCloseTo(100, within(1e-9));
    assertThat(figures.bleu().signature()).startsWith("nrefs:1|case:mixed|");
    assertThat(figures.lengths())
        .extracting(Evaluation.LengthFigures::words)
        .containsExactly("0-5", "6-10", "31+");
    assertThat(figures.lengths())
        .extracting(Evaluation.LengthFigures::sentences)
        .containsExactly(1, 2, 1);
    assertThat(figures.throughput().words()).isEqualTo(5 + 6 + 7 + 31);
  }

  @Test
  void eachLengthIsMeasuredOnItsOwn() {
    var figures =
        Evaluation.of(PAIRS, "en", "uk", texts -> List.of("a b c d e", "x", "x", "s t u v w"));
    assertThat(figures.lengths())
        .extracting(Evaluation.LengthFigures::bleu)
        .satisfiesExactly(
            bleu -> assertThat(bleu).isCloseTo(100, within(1e-9)),
            bleu -> assertThat(bleu).isZero(),
            bleu -> assertThat(bleu).isCloseTo(100, within(1e-9)));
    assertThat(figures.bleu().value()).isBetween(1.0, 99.0);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(() -> Evaluation.of(PAIRS, "en", "uk", texts -> List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the translator gave 1 translations of 4 texts");
    assertThatThrownBy(() -> Evaluation.of(List.of(), "en", "uk", texts -> texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no sentences to evaluate");
  }

  @Test
  void whoAlwaysMeansTheSubjectIsRightHalfOfTheTime() {
    var items = Grammar.englishUkrainian().coreference(5, 40);
    var answers = new HashMap<String, String>();
    for (var item : items)
      answers.put(
          item.pair().source(),
          item.antecedent() == Antecedent.SUBJECT ? item.pair().target() : "Ні.");
    var figures = Coreference.of(items, texts -> texts.stream().map(answers::get).toList());
    assertThat(figures).isEqualTo(new Coreference(20, 40));
    assertThat(figures.accuracy()).isEqualTo(0.5);
  }

  @Test
  void theGrammarsOwnAnswersAreRight() {
    var answers = new HashMap<String, String>();
    var grammar = Grammar.englishUkrainian();
    var figures =
        GrammarEvaluation.of(
            30,
            20,
            (texts, language) -> {
              if (answers.isEmpty())
                for (var pair : grammar.split(Split.TEST, GrammarEvaluation.SENTENCE_SEED, 30)) {
                  answers.put(pair.source(), pair.target());
                  answers.put(pair.target(), pair.source());
                }
              for (CoreferenceItem item :
                  grammar.coreference(GrammarEvaluation.COREFERENCE_SEED, 20))
                answers.put(item.pair().source(), item.pair().target());
              return texts.stream().map(text -> answers.getOrDefault(text, "?")).toList();
            });
    assertThat(figures.intoUkrainian().bleu().value()).isGreaterThan(99);
    assertThat(figures.coreference().accuracy()).isEqualTo(1);
    assertThat(figures.json())
        .contains("\"from\" : \"en\"", "\"accuracy\" : 1.0", "\"signature\" : \"nrefs:1|");
  }

  private static List<String> references() {
    return PAIRS.stream().map(SentencePair::target).toList();
  }
}
