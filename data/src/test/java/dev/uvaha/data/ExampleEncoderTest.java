package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExampleEncoderTest {
  private static final List<String> SPECIAL = List.of("<pad>", "<s>", "</s>", "<2en>", "<2uk>");
  private static final List<String> WORDS = List.of("cat", "dog", "кіт", "пес", "і");
  private static final ExampleEncoder ENCODER = new ExampleEncoder(new WordTokenizer(SPECIAL));

  /// Words of a list, numbered after the special tokens.
  private record WordTokenizer(List<String> specialTokens) implements Tokenizer {
    @Override
    public int vocabularySize() {
      return specialTokens.size() + WORDS.size();
    }

    @Override
    public int[] encode(String text) {
      return Arrays.stream(text.split(" "))
          .mapToInt(word -> specialTokens.size() + WORDS.indexOf(word))
          .toArray();
    }

    @Override
    public String decode(int... ids) {
      return Arrays.stream(ids)
          .filter(id -> id >= specialTokens.size())
          .mapToObj(this::token)
          .collect(Collectors.joining(" "));
    }

    @Override
    public String token(int id) {
      int word = id - specialTokens.size();
      return word < 0 ? specialTokens.get(id) : WORDS.get(word);
    }

    @Override
    public OptionalInt id(String token) {
      if (specialTokens.contains(token)) {
        return OptionalInt.of(specialTokens.indexOf(token));
      }
      int word = WORDS.indexOf(token);
      return word < 0 ? OptionalInt.empty() : OptionalInt.of(specialTokens.size() + word);
    }

    @Override
    public void save(Path tokenizerJson) throws IOException {
      Files.write(tokenizerJson, WORDS);
    }
  }

  @Test
  void framesBothSidesWithTheirSpecialTokens() {
    assertThat(ENCODER.example(new TaggedPair("cat dog", "кіт і пес", "uk")))
        .isEqualTo(new Example(new int[] {4, 5, 6, 2}, new int[] {1, 7, 9, 8, 2}));
  }

  @Test
  void theTargetLanguageIsAllThatTellsDirections() {
    var english = ENCODER.source("cat", "en");
    var ukrainian = ENCODER.source("cat", "uk");
    assertThat(english).containsExactly(3, 5, 2);
    assertThat(ukrainian).containsExactly(4, 5, 2);
  }

  @Test
  void translatingReadsWhatTrainingRead() {
    assertThat(ENCODER.source("cat dog", "uk"))
        .isEqualTo(ENCODER.example(new TaggedPair("cat dog", "кіт пес", "uk")).source());
  }

  /// As Marian's translators are.
  @Test
  void withoutTagsAndBeginPiecesStandAloneAndPaddingBegins() {
    var encoder = new ExampleEncoder(new WordTokenizer(List.of("</s>", "<pad>")));
    assertThat(encoder.source("cat dog", "uk")).containsExactly(2, 3, 0);
    assertThat(encoder.example(new TaggedPair("cat", "кіт", "uk")).target())
        .containsExactly(1, 4, 0);
    var many = new ExampleEncoder(new WordTokenizer(List.of("</s>", "<pad>", ">>uk<<", ">>en<<")));
    assertThat(many.source("cat", "en")).containsExactly(3, 4, 0);
  }

  @Test
  void dropsWhatIsTooLongAndCountsIt() {
    var corpus =
        TaggedCorpus.oneWay(
            ParallelCorpus.of(
                List.of(
                    new SentencePair("cat", "кіт"),
                    new SentencePair("cat dog cat dog cat", "кіт пес кіт пес"),
                    new SentencePair("dog", "пес і пес і пес"),
                    new SentencePair("cat dog", "кіт пес"))),
            "uk");
    var encoded = ENCODER.encode(corpus, new LengthLimits(4, 3));
    assertThat(encoded.examples())
        .extracting(example -> example.source().length)
        .containsExactly(3, 4);
    assertThat(encoded.report()).isEqualTo(new LengthReport(new LengthLimits(4, 3), 2, 1, 1, 7, 6));
    assertThat(encoded.report().summary())
        .isEqualTo(
            "kept 2 of 4 pairs; dropped 1 with a source over 4 tokens (longest 7) and 1 more with a target over 3 (longest 6)");
    assertThat(ENCODER.encode(corpus, LengthLimits.both(7)).report().summary())
        .isEqualTo("kept all 4 pairs (longest source 7, target 6 tokens)");
  }

  @Test
  void theWayFromPairsToBatches() {
    var corpus =
        TaggedCorpus.bothWays(
            ParallelCorpus.of(List.of(new SentencePair("cat", "кіт і кіт"))), "en", "uk");
    var encoded = ENCODER.encode(corpus, LengthLimits.both(7));
    var batches =
        new TokenBatches(encoded.examples(), ENCODER.padding(), BatchLimits.tokens(64), 5);
    var batch = batches.epoch(0).toList().getFirst();
    assertThat(batch.sentences()).isEqualTo(2);
    assertThat(batch.source().columns()).isEqualTo(5);
    assertThat(batch.paddingShare()).isEqualTo(1 - 14.0 / 18);
  }

  @Test
  void refusesALanguageTheTokenizerDoesNotTag() {
    assertThatThrownBy(() -> ENCODER.source("cat", "de"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the tokenizer has no special token <2de>, only <pad> <s> </s> <2en> <2uk>; choose one of these or train a tokenizer with it");
    assertThatThrownBy(() -> new ExampleEncoder(new WordTokenizer(List.of("<pad>", "<s>"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("</s>");
  }

  @Test
  void refusesLimitsThatNoExampleCouldMeet() {
    assertThatThrownBy(() -> new LengthLimits(2, 7)).hasMessageContaining("source=2");
  }
}
