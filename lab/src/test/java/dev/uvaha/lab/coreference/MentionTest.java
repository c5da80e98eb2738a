package dev.uvaha.lab.coreference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.coreference.TokenText.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class MentionTest {
  private static final TokenText SOURCE =
      new TokenText(
          List.of(
              "<2uk>",
              "The",
              " cat",
              " didn",
              "'t",
              " cross",
              " the",
              " st",
              "re",
              "et",
              " because",
              " it",
              " was",
              " too",
              " ti",
              "red",
              ".",
              "</s>"));
  private static final TokenText TARGET =
      new TokenText(
          List.of(
              "<s>",
              "К",
              "іт",
              " не",
              " перей",
              "шов",
              " вулицю",
              ",",
              " бо",
              " бу",
              "<0xD0>",
              "<0xB2>",
              " занадто",
              " втомлений",
              "."));

  @Test
  void wordsAreFoundAmongTheirPieces() {
    var mention = Mention.of(CoreferenceExperiment.CAT.getFirst(), SOURCE, TARGET);
    assertThat(mention.meant()).isEqualTo(new Span(2, 3));
    assertThat(mention.other()).isEqualTo(new Span(7, 10));
    assertThat(SOURCE.tokens().get(mention.it())).isEqualTo(" it");
    assertThat(SOURCE.tokens().get(mention.reason())).isEqualTo("red");
    // the row that writes the last piece of був is the one before it
    assertThat(TARGET.tokens().get(mention.writing() + 1)).isEqualTo("<0xB2>");
  }

  @Test
  void aWordIsNoPartOfAnother() {
    var text = new TokenText(List.of("The", " kit", "ten", " saw", " it", "."));
    assertThat(text.find("it", 0)).isEqualTo(new Span(4, 5));
    assertThatThrownBy(() -> text.find("kit", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'kit' is not among the tokens");
  }
}
