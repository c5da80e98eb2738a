package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterTokenizerTest {
  private static final String TEXT = "Їжак, \"їжак\"\n\tі 🦔 — це їжак.";

  private final CharacterTokenizer tokenizer =
      CharacterTokenizer.of(Stream.of(TEXT), List.of("<|endoftext|>"));

  @Test
  void eachCharacterIsAToken() {
    var ids = tokenizer.encode(TEXT);
    assertThat(ids).hasSize(TEXT.codePointCount(0, TEXT.length()));
    assertThat(tokenizer.decode(ids)).isEqualTo(TEXT);
    assertThat(tokenizer.token(ids[0])).isEqualTo("Ї");
    assertThat(tokenizer.id("🦔")).hasValue(tokenizer.encode("🦔")[0]);
    assertThat(tokenizer.id("<|endoftext|>")).hasValue(0);
    assertThat(tokenizer.decode(0, ids[0])).isEqualTo("Ї");
  }

  @Test
  void whatIsSavedReadsBackAndIsTheLibrarysTokenizerToo(@TempDir Path folder) throws Exception {
    var file = folder.resolve("tokenizer.json");
    tokenizer.save(file);
    var read = Tokenizer.load(file);
    assertThat(read).isInstanceOf(CharacterTokenizer.class);
    var library = HuggingFaceTokenizerFile.load(file);
    for (var either : List.of(read, library)) {
      assertThat(either.encode(TEXT)).isEqualTo(tokenizer.encode(TEXT));
      assertThat(either.decode(tokenizer.encode("це\nїжак. ")))
          .isEqualTo("це\nїжак. "); // DJL loses 🦔
      assertThat(either.vocabularySize()).isEqualTo(tokenizer.vocabularySize());
      assertThat(either.specialTokens()).containsExactly("<|endoftext|>");
    }
  }

  @Test
  void anUnknownCharacterIsRefused() {
    assertThatThrownBy(() -> tokenizer.encode("їé"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the character 'é' (U+00E9) is none of the");
  }
}
