package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedSentencesTest {
  private final ClosedSentences sentences =
      new ClosedSentences(
          Lexicon.of(
              List.of(
                  "the",
                  "cat",
                  "is",
                  "sleeping",
                  "I",
                  "AI",
                  "didn't",
                  "м'який",
                  "'s",
                  "Roman",
                  "roman")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The cat is sleeping.",
        "the cat is sleeping",
        "THE CAT IS SLEEPING!",
        "\"The cat is sleeping.\"",
        "«The cat is sleeping.»",
        "(The cat is sleeping...)",
        "The cat is\u00a0sleeping.",
        "  The  CAT is sleeping…  ",
        "The cat is sleeping .",
      })
  void aSentenceIsReadAsTheModelHasLearnedIt(String text) {
    assertThat(sentences.of(text)).containsExactly("The cat is sleeping.");
    assertThat(sentences.unknown(text)).isEmpty();
  }

  @Test
  void wordsKeepTheLexiconsSpelling() {
    assertThat(sentences.of("i didn’t ai?")).containsExactly("I didn't AI?");
    assertThat(sentences.of("the CAT’S ai's")).containsExactly("The cat's AI's.");
    assertThat(sentences.unknown("the cat's dog's")).containsExactly("dog's");
    assertThat(sentences.of("The Roman ROMAN is")).containsExactly("The Roman roman is.");
    assertThat(sentences.of("м’який cat")).containsExactly("М'який cat.");
  }

  @Test
  void aTextIsReadSentenceBySentence() {
    assertThat(sentences.of("The cat is sleeping. is the cat sleeping? \"The cat!\" I, AI"))
        .containsExactly("The cat is sleeping.", "Is the cat sleeping?", "The cat.", "I, AI.");
    assertThat(sentences.of("— . ?")).isEmpty();
    assertThat(sentences.of("")).isEmpty();
  }

  @Test
  void unknownWordsAndMarksStayAndAreNamed() {
    assertThat(sentences.of("the Dog; sleeps 😀")).containsExactly("The Dog; sleeps 😀.");
    assertThat(sentences.unknown("the Dog; sleeps 😀. The Dog: cat"))
        .containsExactly("Dog", "sleeps", "😀", ";", ":");
  }
}
