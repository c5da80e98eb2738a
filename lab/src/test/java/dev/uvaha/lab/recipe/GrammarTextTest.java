package dev.uvaha.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.translation.recipe.BatchRecipe;
import dev.uvaha.translation.recipe.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrammarTextTest {
  @TempDir Path folder;

  @Test
  void aTextHasAsManyChainsOfEachLengthAsSingleSentences() throws IOException {
    new GrammarText(3, 11, 5, 3).write(folder, BatchRecipe.plain());
    assertThat(lines("train"))
        .hasSize(11)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.contains("\t"));
    assertThat(lines("valid")).hasSize(5);
    assertThat(lines("test")).hasSize(3);
    var joints = lines("train").subList(8, 11); // 5 single ones, 3 of two clauses, 3 of three
    assertThat(joints).allMatch(line -> line.split(", (and|but) ", -1).length == 3);
  }

  @Test
  void whatIsWrittenIsWrittenOnce() throws IOException {
    var text = new GrammarText(1, 7, 5, 3);
    var first = text.write(folder, BatchRecipe.plain());
    var train = ((Corpus.Tsv) first.train()).file();
    Files.writeString(train, "a\tb\n");
    assertThat(text.write(folder, BatchRecipe.plain())).isEqualTo(first);
    assertThat(train).hasContent("a\tb");
  }

  @Test
  void eachSplitNeedsAllLengths() {
    assertThatThrownBy(() -> new GrammarText(4, 100, 100, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 clauses")
        .hasMessageContaining("test=3");
  }

  private List<String> lines(String split) throws IOException {
    return Files.readAllLines(folder.resolve(split + ".tsv"));
  }
}
