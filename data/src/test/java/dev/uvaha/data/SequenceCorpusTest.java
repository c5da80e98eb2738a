package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceCorpusTest {
  private static final Symbols WORDS =
      Symbols.ofWords(Stream.of("the cat sleeps", "the dog sees the cat"));
  private static final Symbols CLASSES = Symbols.of(List.of("still", "lively", "feline"));

  @TempDir Path folder;

  private Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SequenceCorpus tsv(LabelFormat labels, String text) {
    return SequenceCorpus.tsv(file("text.tsv", text), labels, WORDS::encode);
  }

  private SequenceCorpus csv(LabelFormat labels, String text) {
    return SequenceCorpus.csv(file("table.csv", text), labels);
  }

  private static LabelFormat oneOf() {
    return new LabelFormat.OneOf(CLASSES);
  }

  private void refuses(SequenceCorpus corpus, String message) {
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessage(message.replace("$", folder + "/"))
        .message()
        .hasLineCount(1);
  }

  private static Sequence tokens(int... ids) {
    return new Sequence.Tokens(ids);
  }

  @Test
  void wordsAreNumberedAsTheyComeAfterTheUnknown() {
    assertThat(WORDS.size()).isEqualTo(6);
    assertThat(WORDS.encode("  the\tdog  barks ")).containsExactly(1, 4, 0);
    assertThat(WORDS.name(5)).isEqualTo("sees");
    assertThatThrownBy(() -> WORDS.name(6)).hasMessage("Symbols: an id is 0 to 5, got 6");
    assertThatThrownBy(() -> CLASSES.encode("still asleep"))
        .hasMessage(
            "'asleep' is none of the 3 names still, lively, feline; correct it or add it to them");
    assertThatThrownBy(() -> Symbols.of(List.of("a", "b", "a")))
        .hasMessage("Symbols: 'a' is there twice; each name has one place");
    assertThatThrownBy(() -> Symbols.of(List.of("a b")))
        .hasMessage("Symbols: a name is not empty and has no white space, got 'a b'");
  }

  @Test
  void readsTextsWithEachKindOfLabel() {
    assertThat(tsv(oneOf(), "still\tthe cat sleeps\nlively\tdog\n").read())
        .containsExactly(
            new LabelledSequence(tokens(1, 2, 3), new Label.OneOf(0)),
            new LabelledSequence(tokens(4), new Label.OneOf(1)));
    assertThat(
            tsv(
                    new LabelFormat.AnyOf(CLASSES),
                    "feline still\tthe cat sleeps\n\tthe dog sees the cat\n")
                .read())
        .containsExactly(
            new LabelledSequence(tokens(1, 2, 3), new Label.AnyOf(3, Set.of(0, 2))),
            new LabelledSequence(tokens(1, 4, 5, 1, 2), new Label.AnyOf(3, Set.of())));
    assertThat(
            tsv(new LabelFormat.PerPosition(CLASSES), "still feline lively\tthe cat sleeps").read())
        .containsExactly(new LabelledSequence(tokens(1, 2, 3), new Label.PerPosition(0, 2, 1)));
    assertThat(tsv(new LabelFormat.Translation(CLASSES), "feline still\tthe cat\n\tthe").read())
        .extracting(LabelledSequence::label)
        .containsExactly(
            new Label.Translation(new Sequence.Tokens(CLASSES.encode("feline still"))),
            new Label.Translation(new Sequence.Tokens()));
    assertThat(tsv(new LabelFormat.Vector(2), "0.5 -1e1\tthe cat").read())
        .containsExactly(new LabelledSequence(tokens(1, 2), new Label.Vector(0.5f, -10)));
  }

  @Test
  void readsTablesWithEachKindOfLabel() {
    var table = "id,x,y,label\na,1,2,still\na,3,4.5,still\nb, -1e1 ,0,lively\n";
    var a = new Sequence.Vectors(2, 1, 2, 3, 4.5f);
    var b = new Sequence.Vectors(2, -10, 0);
    assertThat(csv(oneOf(), table).read())
        .containsExactly(
            new LabelledSequence(a, new Label.OneOf(0)),
            new LabelledSequence(b, new Label.OneOf(1)));
    assertThat(csv(new LabelFormat.PerPosition(CLASSES), table).read())
        .containsExactly(
            new LabelledSequence(a, new Label.PerPosition(0, 0)),
            new LabelledSequence(b, new Label.PerPosition(1)));
    assertThat(csv(new LabelFormat.AnyOf(CLASSES), "id,x,label\na,1,\n").read())
        .containsExactly(
            new LabelledSequence(new Sequence.Vectors(1, 1), new Label.AnyOf(3, Set.of())));
    assertThat(csv(new LabelFormat.Vector(2), "id,x,label\na,1,7 8\na,2,7 8\n").read())
        .containsExactly(
            new LabelledSequence(new Sequence.Vectors(1, 1, 2), new Label.Vector(7, 8)));
  }

  @Test
  void whatIsWrongWithATextIsToldByItsLine() {
    refuses(
        tsv(oneOf(), "still\tthe cat\nlively the dog\n"),
        "$text.tsv:2: expected 2 columns, label TAB text, got 1; put one tab between them (spaces do not count)");
    refuses(
        tsv(oneOf(), "still\tthe\tcat\n"),
        "$text.tsv:1: expected 2 columns, label TAB text, got 3; keep the two columns, and no tab inside a text");
    refuses(
        tsv(oneOf(), "still\tthe cat\nstil\tthe cat\n"),
        "$text.tsv:2: the label: 'stil' is none of the 3 names still, lively, feline; correct it or add it to them");
    refuses(
        tsv(oneOf(), " \tthe cat\n"),
        "$text.tsv:1: the label: empty; fill it in or leave the sequence out");
    refuses(
        tsv(oneOf(), "still\t \n"),
        "$text.tsv:1: the text is empty; fill it in or leave the sequence out");
    refuses(
        tsv(new LabelFormat.PerPosition(CLASSES), "still\tthe cat\n"),
        "$text.tsv:1: the line: expected a tag for each of 2 elements, got 1 tags");
    refuses(
        tsv(new LabelFormat.Vector(3), "1 2\tthe cat\n"),
        "$text.tsv:1: the label: expected 3 numbers with spaces between, got 2; fill the gaps");
    refuses(
        tsv(new LabelFormat.Vector(2), "1 NaN\tthe cat\n"),
        "$text.tsv:1: the label: expected a finite number such as -1.5e3, got 'NaN'; correct it or leave the sequence out");
    refuses(tsv(oneOf(), ""), "$text.tsv: is empty; it must hold at least one line");
  }

  @Test
  void whatIsWrongWithATableIsToldByItsLine() {
    refuses(
        csv(oneOf(), "id;x;label\na;1;still\n"),
        "$table.csv:1: expected a header of 3 columns or more, sequence,number,…,label, got 1; part them by commas");
    refuses(
        csv(oneOf(), "a,1,still\nb,2,lively\n"),
        "$table.csv:1: the header must name the columns, got the number '1'; put a line of names first");
    refuses(
        csv(oneOf(), "id,x,y,label\na,1,2,still\na,1,still\n"),
        "$table.csv:3: expected 4 columns as in the header, got 3; fill the gap");
    refuses(
        csv(oneOf(), "id,x,label\na,1,5,still\n"),
        "$table.csv:2: expected 3 columns as in the header, got 4; write numbers with a point, and no comma inside a cell");
    refuses(
        csv(oneOf(), "id,x,label\na,1,still\n\nb,1,still\n"),
        "$table.csv:3: expected 3 columns as in the header, got 1; fill the gap");
    refuses(
        csv(oneOf(), "id,x,label\n,1,still\n"),
        "$table.csv:2: the cell of column 1 'id' is empty; fill it in or leave the sequence out");
    refuses(
        csv(oneOf(), "id,x,label\na,1,still\na,,still\n"),
        "$table.csv:3: the cell of column 2 'x' is empty; fill it in or leave the sequence out");
    refuses(
        csv(oneOf(), "id,x,label\na,1,still\na,2,lively\n"),
        "$table.csv:3: sequence 'a' has the label 'lively' here and 'still' before; give all its rows the same");
    refuses(
        csv(oneOf(), "id,x,label\na,1,still\nb,2,lively\na,3,still\n"),
        "$table.csv:4: sequence 'a' goes on after another; put all its rows together");
    refuses(
        csv(oneOf(), "id,x,label\na,1,\n"),
        "$table.csv:2: column 3 'label': empty; fill it in or leave the sequence out");
    refuses(
        csv(new LabelFormat.PerPosition(CLASSES), "id,x,label\na,1,still lively\n"),
        "$table.csv:2: column 3 'label': 'still lively' is none of the 3 names still, lively, feline; correct it or add it to them");
    refuses(
        csv(oneOf(), "id,x,label\n\"a\",1,still\n"),
        "$table.csv:2: cells must not be quoted; write them plainly, without commas in them");
    refuses(
        csv(oneOf(), "id,x,label\n"), "$table.csv:1: there are no rows under the header; add some");
    refuses(csv(oneOf(), ""), "$table.csv: is empty; it must hold at least one line");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e39", "one", "0x", "1.2.3"})
  void whatIsNoFiniteNumberIsToldByLineAndColumn(String cell) {
    refuses(
        csv(oneOf(), "id,speed,label\na,1,still\na," + cell + ",still\n"),
        "$table.csv:3: column 2 'speed': expected a finite number such as -1.5e3, got '"
            + cell
            + "'; correct it or leave the sequence out");
  }

  @Test
  void aMissingFileIsToldAtOnce() {
    assertThatThrownBy(() -> SequenceCorpus.csv(folder.resolve("none.csv"), oneOf()))
        .isInstanceOf(CorpusException.class)
        .hasMessage(folder + "/none.csv: no such file; check the path");
  }
}
