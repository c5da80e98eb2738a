package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceTokenizerFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"wordpiece", "unigram"})
  void encodesAndDecodesAsTheLibrary(String kind) throws Exception {
    var tokenizer = Tokenizer.load(Fixtures.path(kind + ".json"));
    assertThat(tokenizer).isInstanceOf(HuggingFaceTokenizerFile.class);
    for (var pair : Fixtures.json(kind + "-expected.json")) {
      var ids = Fixtures.ints(pair.get("ids"));
      var text = pair.get("text").stringValue();
      assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
      assertThat(tokenizer.decode(ids)).as(text).isEqualTo(pair.get("decoded").stringValue());
    }
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.encode("cat ".repeat(10_000))).hasSizeGreaterThanOrEqualTo(10_000);
    assertThatThrownBy(() -> tokenizer.decode(1 << 20))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wordpiece", "unigram"})
  void textNeverBecomesASpecialToken(String kind) throws Exception {
    var tokenizer = Tokenizer.load(Fixtures.path(kind + ".json"));
    var specials = tokenizer.specialTokens();
    assertThat(specials).isNotEmpty();
    var unknown =
        specials.stream()
            .filter(token -> token.contains("unk") || token.contains("UNK"))
            .findFirst();
    for (var special : specials) {
      assertThat(IntStream.of(tokenizer.encode("a " + special + special + " b")))
          .as(special)
          .noneMatch(id ->
              specials.contains(tokenizer.token(id))
                  && !tokenizer.token(id).equals(unknown.orElse("")));
    }
  }

  /// In other letters, or DJL would look for its builds in the network.
  @Test
  void whatSpellsASpecialTokenIsOneInAPromptAlone() throws Exception {
    var tokenizer =
        Tokenizer.load(
            Path.of("../language/src/test/resources/dev/uvaha/language/sentences/tokenizer.json"));
    var begin = tokenizer.id("[CLS]").orElseThrow();
    var end = tokenizer.id("[SEP]").orElseThrow();
    var cat = tokenizer.encode("cat");
    assertThat(tokenizer.encodePrompt("cat")).isEqualTo(tokenizer.encodeWhole("cat"));
    assertThat(tokenizer.encodePrompt("[CLS]cat[SEP]cat"))
        .startsWith(begin, cat[0])
        .containsOnlyOnce(begin)
        .endsWith(cat[cat.length - 1], end)
        .hasSize(2 * cat.length + 3);
    assertThat(tokenizer.encodeWhole("[CLS]cat")).containsOnlyOnce(begin);
    assertThat(tokenizer.encodeWhole("[CLS]cat")).hasSizeGreaterThan(cat.length + 3);
  }

  @Test
  void whatTheHostProgramSettledStays() throws Exception {
    var before = System.getProperty("ai.djl.offline");
    System.setProperty("ai.djl.offline", "TRUE");
    try {
      assertThat(Tokenizer.load(Fixtures.path("unigram.json")).encode("cat")).isNotEmpty();
      assertThat(System.getProperty("ai.djl.offline")).isEqualTo("TRUE");
    } finally {
      if (before == null) System.clearProperty("ai.djl.offline");
      else System.setProperty("ai.djl.offline", before);
    }
  }

  @Test
  void agreesWithOurReaderOnItsOwnFiles(@TempDir Path folder) throws Exception {
    var ours = ByteLevelBpe.load(Fixtures.path("bpe.json"));
    var file = folder.resolve("tokenizer.json");
    ours.save(file);
    var library = HuggingFaceTokenizerFile.load(file);
    assertThat(library.vocabularySize()).isEqualTo(ours.vocabularySize());
    assertThat(library.specialTokens()).isEqualTo(ours.specialTokens());
    for (var line : Utf8Lines.all(Fixtures.path("corpus.txt")).subList(0, 101)) {
      assertThat(library.encode(line)).isEqualTo(ours.encode(line));
      assertThat(library.decode(ours.encode(line))).isEqualTo(line);
    }
    for (int id = 0; id < ours.vocabularySize(); id++) {
      assertThat(library.token(id)).isEqualTo(ours.token(id));
      assertThat(library.id(ours.token(id))).hasValue(id);
    }
    var copy = folder.resolve("copy.json");
    library.save(copy);
    assertThat(copy).hasSameBinaryContentAs(file);
  }
}
