package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconTest {
  private final Lexicon lexicon =
      Lexicon.of(List.of("the", "cat", "didn't", "cross", "street", "AI", "tired", "was", "wide"));
  private final Lexicon ukrainian =
      Lexicon.of(List.of("кіт", "м'який", "йде", "вулиця", "втомлений", "хто", "небудь"));

  @Test
  void caseAndApostropheAndCompositionDontCount() {
    assertThat(Stream.of("The", "THE", "didn’t", "DIDNʼT", "ai")).allMatch(lexicon::contains);
    assertThat(Stream.of("М’ЯКИЙ", "м'який", "мʼякий", "и\u0306де")).allMatch(ukrainian::contains);
    assertThat(ukrainian.contains("хто-небудь")).isTrue();
    assertThat(Stream.of("хто-то", "", "-", "catt")).noneMatch(ukrainian::contains);
  }

  @Test
  void namesUnknownWordsAsTheyAreWritten() {
    assertThat(lexicon.unknownWords("The cat didn't cross the street."))
        .as("all are known")
        .isEmpty();
    assertThat(lexicon.unknownWords("«The Dog», the Dog—42 cats: 'tired' 🙂!"))
        .containsExactly("Dog", "42", "cats", "🙂");
    assertThat(lexicon.unknownWords(" \t\u0000…")).isEmpty();
    assertThat(ukrainian.unknownWords("М'який пес’як-таки йде")).containsExactly("пес’як-таки");
  }

  @Test
  void suggestsTheRightWord() {
    assertThat(lexicon.suggest("Teh")).hasValue("the");
    assertThat(lexicon.suggest("steet")).hasValue("street");
    assertThat(lexicon.suggest("croos")).hasValue("cross");
    assertThat(lexicon.suggest("didnt")).hasValue("didn't");
    assertThat(lexicon.suggest("IA")).hasValue("AI");
    assertThat(ukrainian.suggest("втомленний")).hasValue("втомлений");
    assertThat(ukrainian.suggest("вулцию", 3)).containsExactly("вулиця");
    assertThat(lexicon.suggest("giraffe")).isEmpty();
    assertThat(lexicon.suggest("x", 5)).isEmpty();
    assertThat(lexicon.suggest("cat", 0)).isEmpty();
    assertThatThrownBy(() -> lexicon.suggest("cat", -1)).hasMessageContaining("-1");
  }

  @Test
  void keepsWordsSmallThatAreAlsoWrittenSmall() {
    var texts = Lexicon.ofTexts(Stream.of("Cats sleep.", "The cats know Kyiv."));
    assertThat(texts.suggest("catz", 2)).containsExactly("cats");
    assertThat(texts.suggest("kyv")).hasValue("Kyiv");
  }

  @Test
  void savesAndLoads(@TempDir Path folder) throws Exception {
    lexicon.save(folder.resolve("words.txt"));
    var loaded = Lexicon.load(folder.resolve("words.txt"));
    assertThat(loaded.size()).isEqualTo(lexicon.size());
    assertThat(loaded.suggest("ia")).hasValue("AI");
  }

  @Test
  void distanceCountsInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(EditDistance.between("", "", 3)).isZero();
    assertThat(EditDistance.between("", "abc", 3)).isEqualTo(3);
    assertThat(EditDistance.between("abcd", "acbd", 3)).isEqualTo(1);
    assertThat(EditDistance.between("kitten", "sitting", 5)).isEqualTo(3);
    assertThat(EditDistance.between("ca", "abc", 5)).as("restricted form").isEqualTo(3);
    assertThat(EditDistance.between("🙂", "🙃", 1)).isEqualTo(1);
    assertThat(EditDistance.between("kitten", "sitting", 2)).as("over the limit").isEqualTo(3);
    var words = List.of("cat", "act", "tack", "", "кіт", "🙂a");
    IntStream.range(0, words.size() * words.size())
        .forEach(i -> {
          var a = words.get(i / words.size());
          var b = words.get(i % words.size());
          assertThat(EditDistance.between(a, b, 9)).isEqualTo(EditDistance.between(b, a, 9));
        });
  }
}
