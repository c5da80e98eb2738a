package dev.uvaha.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.finetuning.SequenceMaker.Special;
import dev.uvaha.text.CharacterTokenizer;
import dev.uvaha.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequenceMakerTest {
  private final Tokenizer tokenizer = CharacterTokenizer.of(Stream.of("abcdefgh"), Special.NAMES);

  @Test
  void eachKindHasItsTokens() {
    assertThat(told(Kind.CLASSIFICATION, 29, "ab")).containsExactly("<ab>");
    assertThat(told(Kind.ENTAILMENT, 29, "ab", "cde")).containsExactly("<ab$cde>");
    assertThat(told(Kind.SIMILARITY, 29, "ab", "cde")).containsExactly("<ab$cde>", "<cde$ab>");
    assertThat(told(Kind.MULTIPLE_CHOICE, 29, "ab", "c", "d", "e"))
        .containsExactly("<ab$c>", "<ab$d>", "<ab$e>");
  }

  @Test
  void longTextsAreCutSoThatBothKeepAPart() {
    assertThat(told(Kind.CLASSIFICATION, 5, "abcdefgh")).containsExactly("<abc>");
    assertThat(told(Kind.ENTAILMENT, 9, "abcdefgh", "hg")).containsExactly("<abcd$hg>");
    assertThat(told(Kind.ENTAILMENT, 9, "ab", "hgfedcba")).containsExactly("<ab$hgfe>");
    assertThat(told(Kind.ENTAILMENT, 9, "abcdefgh", "hgfedcba")).containsExactly("<abc$hgf>");
  }

  private List<String> told(Kind kind, int longest, String... texts) {
    return new SequenceMaker(tokenizer, kind, Special.of(tokenizer), longest)
        .sequences(List.of(texts)).stream()
            .map(ids -> Arrays.stream(ids).mapToObj(this::spelt).collect(Collectors.joining()))
            .toList();
  }

  private String spelt(int id) {
    var place = Special.NAMES.indexOf(tokenizer.token(id));
    return place < 0 ? tokenizer.token(id) : List.of("<", "$", ">").get(place);
  }
}
