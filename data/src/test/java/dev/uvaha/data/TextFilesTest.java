package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  private static final String POEM = "one\n\ntwo\nthree\n\n\nfour\n";

  @TempDir Path folder;

  @Test
  void blankLinesPartDocuments() throws IOException {
    var corpus = new TextFiles(List.of(file("poem.txt", POEM)), new DocumentBreak.BlankLine());
    assertThat(documents(corpus)).containsExactly("one", "two\nthree", "four");
    assertThat(corpus.documentCount()).isEqualTo(3);
  }

  @Test
  void filesAndLinesPartDocumentsToo() throws IOException {
    var poem = file("poem.txt", POEM);
    var other = file("other.txt", "five\r\nsix");
    assertThat(documents(new TextFiles(List.of(poem, other), new DocumentBreak.File())))
        .containsExactly("one\n\ntwo\nthree\n\n\nfour", "five\nsix");
    assertThat(documents(new TextFiles(List.of(poem), new DocumentBreak.Line("three"))))
        .containsExactly("one\n\ntwo", "four"); // a document begins with a line that has text
    assertThat(documents(new TextFiles(List.of(poem, other), new DocumentBreak.None())))
        .containsExactly("one\n\ntwo\nthree\n\n\nfour\nfive\nsix");
  }

  @Test
  void aLongTextComesInPiecesThatChangeNoToken() throws IOException {
    var random = new Random(3);
    var text = new StringBuilder();
    while (text.length() < 3 << 20) {
      text.append("word").append(random.nextInt(97)).append(random.nextInt(7) == 0 ? "\n" : " ");
      if (random.nextInt(31) == 0) text.append("\n\n  ");
    }
    var whole = text.toString().stripTrailing();
    var corpus = new TextFiles(List.of(file("long.txt", whole)), new DocumentBreak.File());
    var pieces = new ArrayList<TextPiece>();
    corpus.read(pieces::add);
    assertThat(pieces).hasSizeGreaterThan(2);
    assertThat(documents(corpus)).containsExactly(whole);
    var tokenizer =
        new BpeTrainer(BpeTrainerConfig.ofMerges(50, List.of())).train(Stream.of(whole));
    assertThat(
            pieces.stream()
                .flatMapToInt(piece -> Arrays.stream(tokenizer.encode(piece.text())))
                .toArray())
        .isEqualTo(tokenizer.encode(whole));
  }

  @Test
  void partsOfATextAreAllOfIt() throws IOException {
    var text =
        new TextFiles(
            List.of(file("many.txt", "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng")),
            new DocumentBreak.BlankLine());
    assertThat(documents(text.everyLast(3))).containsExactly("c", "f");
    assertThat(documents(text.exceptEveryLast(3))).containsExactly("a", "b", "d", "e", "g");
    var one = new TextFiles(List.of(file("one.txt", "0123456789")), new DocumentBreak.None());
    assertThat(one.characterCount()).isEqualTo(10);
    assertThat(documents(one.first(7))).containsExactly("0123456");
    assertThat(documents(one.after(7))).containsExactly("789");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    var missing = folder.resolve("missing.txt");
    assertThatThrownBy(() -> new TextFiles(List.of(missing), new DocumentBreak.File()))
        .isInstanceOf(CorpusException.class)
        .hasMessage(missing + ": no such file; check the path");
    var binary = Files.write(folder.resolve("binary.txt"), new byte[] {'a', '\n', (byte) 0xFF});
    var corpus = new TextFiles(List.of(binary), new DocumentBreak.File());
    assertThatThrownBy(() -> corpus.read(_ -> {}))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith(binary + ":2: not UTF-8");
    var blank = new TextFiles(List.of(file("blank.txt", "\n \n")), new DocumentBreak.BlankLine());
    assertThatThrownBy(() -> blank.read(_ -> {})).hasMessageContaining("has no text");
  }

  static List<String> documents(TextCorpus corpus) {
    var documents = new ArrayList<String>();
    corpus.read(piece -> {
      switch (piece.place()) {
        case BEGINS -> documents.add(piece.text());
        case CONTINUES -> documents.add(documents.removeLast() + piece.text());
      }
    });
    return documents;
  }

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
