package dev.uvaha.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextStreamTest {
  /// Of SentencePiece's kind: where a text begins, the space before its first word is left out.
  private static final Path UNIGRAM =
      Path.of("../text/src/test/resources/dev/uvaha/text/unigram.json");

  private static final int[] NOTHING = {};

  private static Tokenizer bytes;
  private static Tokenizer words;

  @BeforeAll
  static void load() throws IOException {
    bytes =
        new BpeTrainer(new BpeTrainerConfig(290, 2, List.of("<end>")))
            .train(
                Stream.of("Кіт спить. Кіт їсть.", "The cat sleeps. The cat eats."), (_, _) -> {});
    words = Tokenizer.load(UNIGRAM);
  }

  private static List<String> told(Tokenizer tokenizer, int[] prompt, int[] answer) {
    var stream = new TextStream(tokenizer, prompt, List.of());
    var told = new ArrayList<String>();
    for (var token : answer) told.add(stream.add(token));
    told.add(stream.end());
    assertThat(String.join("", told)).isEqualTo(stream.text());
    return told;
  }

  /// What the whole has beyond the prompt, wherever the prompt ends.
  @Test
  void goesOnAsTheWholeDoes() {
    var whole = "the cat reads, the dog sleeps";
    for (var tokenizer : List.of(words, bytes)) {
      var ids = tokenizer.encode(whole);
      for (var cut = 1; cut < ids.length; cut++) {
        var prompt = Arrays.copyOf(ids, cut);
        var answer = Arrays.copyOfRange(ids, cut, ids.length);
        assertThat(tokenizer.decode(prompt) + String.join("", told(tokenizer, prompt, answer)))
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void aTextOfItsOwnBeginsAsItIsDecoded() {
    var answer = words.encode("the cat");
    assertThat(String.join("", told(words, NOTHING, answer))).isEqualTo(words.decode(answer));
  }

  @Test
  void tokensThatSpellNothingBeginNoText() {
    var special = words.id("</s>").orElseThrow();
    var all = words.encode("the cat");
    var prompt = new int[9];
    Arrays.fill(prompt, special);
    assertThat(String.join("", told(words, prompt, all))).isEqualTo("the cat");
    prompt[0] = all[0];
    assertThat(String.join("", told(words, prompt, all))).isEqualTo(" the cat");
  }

  @Test
  void aCharacterThatThePromptBeginsIsToldWhole() {
    var ids = bytes.encode("a😀b");
    for (var cut = 2; cut < ids.length - 1; cut++) {
      var told = told(bytes, Arrays.copyOf(ids, cut), Arrays.copyOfRange(ids, cut, ids.length));
      told.removeIf(String::isEmpty);
      assertThat(told).containsExactly("😀", "b");
    }
  }

  @Test
  void charactersOfSeveralTokensAreToldWhole() {
    var stream = new TextStream(bytes, NOTHING, List.of());
    var told = new ArrayList<String>();
    for (var id : bytes.encode("a€😀щ")) told.add(stream.add(id));
    told.add(stream.end());
    told.removeIf(String::isEmpty);
    assertThat(told).containsExactly("a", "€", "😀", "щ");
  }

  @Test
  void whatMayBecomeAStopTextIsHeldBack() {
    var stream = new TextStream(bytes, NOTHING, List.of("xyz"));
    var told = new ArrayList<String>();
    for (var id : bytes.encode("axyxyqxy")) told.add(stream.add(id));
    assertThat(told).containsExactly("a", "", "", "xy", "", "xyq", "", "");
    assertThat(stream.end()).isEqualTo("xy");
    assertThat(stream.isStopped()).isFalse();
  }
}
