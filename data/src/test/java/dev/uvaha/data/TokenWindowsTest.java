package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.data.TokenWindows.Order;
import dev.uvaha.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenWindowsTest {
  private static final List<String> DOCUMENTS =
      List.of("the cat", "a dog and a bird", "it", "rain falls on the roof of the old house");

  @TempDir Path folder;
  private final CharacterTokenizer tokenizer =
      CharacterTokenizer.of(DOCUMENTS.stream(), List.of("<|endoftext|>"));

  @SuppressWarnings("NullAway.Init") // before each test
  private TokenFile file;

  @BeforeEach
  void encode() {
    file = write(OptionalInt.of(0));
  }

  private TokenFile write(OptionalInt separator) {
    TextCorpus corpus =
        reader ->
            DOCUMENTS.forEach(text -> reader.accept(new TextPiece(text, TextPiece.Place.BEGINS)));
    return TokenFile.write(folder.resolve("text.tokens"), corpus, tokenizer, separator, _ -> {});
  }

  @Test
  void aSeparatorStandsBeforeEachDocumentAndAfterTheLast() {
    var expected = new ArrayList<Integer>();
    for (var document : DOCUMENTS) {
      expected.add(0);
      for (var id : tokenizer.encode(document)) expected.add(id);
    }
    expected.add(0);
    assertThat(file.tokens(0, (int) file.size()))
        .isEqualTo(expected.stream().mapToInt(Integer::intValue).toArray());
    assertThat(file.textBytes()).isEqualTo(String.join("", DOCUMENTS).length());
  }

  @Test
  void everyTokenButTheFirstIsToldOnce() {
    var windows = new TokenWindows(file, 3, 5, Order.SHUFFLED, 1);
    var targets = windows.even(0).flatMapToInt(batch -> Arrays.stream(batch.targets())).toArray();
    assertThat(targets).isEqualTo(file.tokens(1, (int) file.size() - 1));
  }

  @Test
  void inputsAreTheTokensBeforeTheirTargets() {
    var batch = new TokenWindows(file, 2, 7, Order.SHUFFLED, 1).even(0).findFirst().orElseThrow();
    assertThat(batch.inputs()).isEqualTo(file.tokens(0, 14));
    assertThat(batch.targets()).isEqualTo(file.tokens(1, 14));
  }

  @Test
  void documentsAreNumberedWithinTheirRow() {
    var batch = new TokenWindows(file, 1, 30, Order.SHUFFLED, 1).even(1).findFirst().orElseThrow();
    var expected = new int[30];
    for (var column = 0; column < 30; column++)
      expected[column] = column < 8 ? 0 : column < 25 ? 1 : column < 28 ? 2 : 3;
    assertThat(batch.documents()).isEqualTo(expected);
    assertThat(batch.isOfOneDocumentEach()).isFalse();
    var whole = new TokenWindows(write(OptionalInt.empty()), 1, 30, Order.SHUFFLED, 1);
    assertThat(whole.even(1)).allMatch(TokenBatch::isOfOneDocumentEach);
  }

  @Test
  void aShuffledEpochHasEachWindowOnce() {
    var windows = new TokenWindows(file, 2, 3, Order.SHUFFLED, 5);
    var seen = new HashSet<List<Integer>>();
    var steps = windows.from(BatchCursor.START);
    var count = 0;
    for (var i = 0; i < windows.batches(); i++) {
      var step = steps.next();
      assertThat(step.at().epoch()).isZero();
      for (var row = 0; row < 2; row++, count++)
        seen.add(Arrays.stream(step.batch().inputs(), row * 3, row * 3 + 3).boxed().toList());
    }
    assertThat(steps.next().at()).isEqualTo(new BatchCursor(1, 0));
    assertThat(seen.size()).isGreaterThan(count / 2); // some windows read alike
  }

  @ParameterizedTest
  @EnumSource
  void aCursorTakesTheOrderUpAnywhere(Order order) {
    var windows = new TokenWindows(file, 3, 4, order, 11);
    var through = windows.from(BatchCursor.START);
    for (var i = 0; i < 17; i++) {
      var step = through.next();
      var again = windows.from(step.at()).next();
      assertThat(again.batch().inputs()).isEqualTo(step.batch().inputs());
      assertThat(again.next()).isEqualTo(step.next());
    }
  }

  @Test
  void largeVocabulariesTakeFourBytes() {
    var many =
        CharacterTokenizer.of(
            Stream.of(
                IntStream.range(0x10000, 0x20100)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()),
            List.of());
    var text = Character.toString(0x10000) + Character.toString(0x20001);
    TextCorpus corpus = reader -> reader.accept(new TextPiece(text, TextPiece.Place.BEGINS));
    var tokens =
        TokenFile.write(folder.resolve("large.tokens"), corpus, many, OptionalInt.empty(), _ -> {});
    assertThat(tokens.tokens(0, 2)).containsExactly(0, 0x10001);
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    var path = folder.resolve("text.tokens");
    var bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> TokenFile.open(path))
        .hasMessage(path + ": is cut off; delete it to make it anew");
    Files.writeString(path, "no tokens at all, but long enough to be a header of such a file");
    assertThatThrownBy(() -> TokenFile.open(path)).hasMessageContaining("no file of tokens");
  }

  @Test
  void aTextShorterThanAWindowIsRefused() {
    assertThatThrownBy(() -> new TokenWindows(file, 1, 71, Order.SHUFFLED, 1))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("a window needs 72");
  }
}
