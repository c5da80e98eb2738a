package dev.uvaha.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.data.grammar.Split;
import dev.uvaha.generation.BeamTree;
import dev.uvaha.generation.Hypothesis;
import dev.uvaha.translation.evaluation.GrammarEvaluation;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the issue of the embedded model promises, held on the weights that ship.
class EmbeddedTranslatorTest {
  private static final int SAMPLE = 100;
  private static final long LARGEST_REPOSITORY_FILE = 12_000_000;

  private static final Translator TRANSLATOR = Translator.embedded();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I am learning AI. | Я вивчаю ШІ.
          The cat didn't cross the street because it was too tired. | Кіт не перейшов вулицю, бо був занадто втомлений.
          The cat didn't cross the street because it was too wide. | Кіт не перейшов вулицю, бо була занадто широка.
          """)
  void theLecturesSentencesComeOutExactlyBothWays(String english, String ukrainian) {
    assertThat(TRANSLATOR.translate(english).text()).isEqualTo(ukrainian);
    assertThat(TRANSLATOR.translate(ukrainian).text()).isEqualTo(english);
  }

  @Test
  void heldOutSentencesAndPronounsComeOutRight() {
    var figures =
        GrammarEvaluation.of(
            SAMPLE,
            SAMPLE,
            (texts, language) ->
                TRANSLATOR.translateAll(texts, language, SearchOptions.GREEDY).stream()
                    .map(Translation::text)
                    .toList());
    assertThat(figures.intoUkrainian().bleu().value())
        .as("BLEU into Ukrainian")
        .isGreaterThanOrEqualTo(90);
    assertThat(figures.intoEnglish().bleu().value())
        .as("BLEU into English")
        .isGreaterThanOrEqualTo(90);
    assertThat(figures.coreference().accuracy()).as("coreference").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void theRecurrentOneTranslatesAndAlignsWordWithWord() {
    var recurrent = Translator.embeddedRecurrent();
    assertThat(recurrent.translate("I am learning AI.").text()).isEqualTo("Я вивчаю ШІ.");
    assertThat(recurrent.translate("Я вивчаю ШІ.").text()).isEqualTo("I am learning AI.");
    var alignment = recurrent.attention("The dog sees the cat.", "uk").cross().getLast();
    assertThat(alignment.keys()).containsSequence(" dog", " sees");
    var dog = alignment.keys().indexOf(" dog");
    assertThat(alignment.weights()[0][dog]).as("what Пес looks at").isGreaterThan(0.5f);
    assertThat(alignment.weights()[1][dog + 1]).as("what бачить looks at").isGreaterThan(0.5f);
  }

  @Test
  void oneVectorHoldsAShortSentenceAndLosesALongOne() {
    var oneVector = Translator.embeddedOneVector();
    assertThat(oneVector.attends()).isFalse();
    assertThat(oneVector.translate("The cat is sleeping.").text()).isEqualTo("Кіт спить.");
    var text =
        "The cat was very tired, and the old street was wide, but the dog wanted to cross the street.";
    var right = "Кіт був дуже втомлений, і стара вулиця була широка, але пес хотів перейти вулицю.";
    assertThat(TRANSLATOR.translate(text).text()).isEqualTo(right);
    assertThat(Translator.embeddedRecurrent().translate(text).text()).isEqualTo(right);
    assertThat(oneVector.translate(text).text()).startsWith("Кіт був дуже ").isNotEqualTo(right);
  }

  @Test
  void wordsItHasNeverSeenAreNamedWithTheNearestItKnows() {
    assertThat(TRANSLATOR.knownWords().orElseThrow()).isGreaterThan(1000);
    var translation = TRANSLATOR.translate("The catt is sleeping.");
    assertThat(translation.unknownWords()).extracting(UnknownWord::word).containsExactly("catt");
    assertThat(translation.unknownWords().getFirst().suggestions()).contains("cat");
    assertThat(TRANSLATOR.translate("The cat is sleeping.").unknownWords()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cat is sleeping",
        "THE CAT IS SLEEPING!",
        "\"The cat is sleeping.\"",
        "(The cat is\u00a0sleeping)"
      })
  void aSentenceIsUnderstoodHoweverItIsWritten(String text) {
    assertThat(TRANSLATOR.translate(text).text()).isEqualTo("Кіт спить.");
    assertThat(TRANSLATOR.unknownWords(text)).isEmpty();
  }

  @Test
  void aTextIsTranslatedSentenceBySentence() {
    var text = "The cat is sleeping. I am learning AI. «The cat is sleeping!»";
    assertThat(TRANSLATOR.translate(text).text()).isEqualTo("Кіт спить. Я вивчаю ШІ. Кіт спить.");
    assertThatThrownBy(() -> TRANSLATOR.attention(text, "uk"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this text has 3: give one");
  }

  @Test
  void theTreeOfASearchEndsInItsTranslations() {
    var text = "The cat is sleeping.";
    var options = SearchOptions.DEFAULT.withBest(3);
    var tree = TRANSLATOR.tree(text, "uk", options);
    var candidates = TRANSLATOR.translate(text, "uk", options).candidates();
    assertThat(tree.best())
        .extracting(Hypothesis::tokens)
        .isEqualTo(candidates.stream().map(Translation.Candidate::ids).toList());
    assertThat(tree.nodes())
        .filteredOn(node -> node.parent() < 0 && node.fate() == BeamTree.Fate.KEPT)
        .extracting(node -> TRANSLATOR.token(node.token()))
        .contains(TRANSLATOR.token(candidates.getFirst().ids().getFirst()));
  }

  /// What is plain already stays as it is, or the figures above would be of other sentences.
  @Test
  void theGrammarsOwnSentencesAreReadAsTheyStand() {
    for (var pair : Grammar.englishUkrainian().split(Split.TEST, 5, 1000)) {
      assertThat(TRANSLATOR.sentences(pair.source())).containsExactly(pair.source());
      assertThat(TRANSLATOR.sentences(pair.target())).containsExactly(pair.target());
      assertThat(TRANSLATOR.unknownWords(pair.source() + " " + pair.target())).isEmpty();
    }
  }

  @Test
  void itFitsTheRepository() throws IOException {
    try (InputStream weights =
        Translator.class.getResourceAsStream("en-uk-grammar/model.safetensors")) {
      assertThat(weights).isNotNull();
      assertThat(weights.readAllBytes().length).isLessThan((int) LARGEST_REPOSITORY_FILE);
    }
  }
}
