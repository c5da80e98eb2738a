package dev.uvaha.translation.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.translation.TranslationAttention;
import dev.uvaha.translation.view.AttentionTable.Ink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttentionTableTest {
  @ParameterizedTest
  @ValueSource(ints = {31, 47, 61, 79, 83, 127})
  void fitsTheTerminal(int columns) {
    for (var ink : Ink.values()) {
      var lines = new AttentionTable(columns, ink).lines(Attentions.cat());
      assertThat(lines.stream().skip(1).map(AttentionTableTest::plain))
          .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(columns));
      for (var word : List.of("Кіт", "перейшов", "втомлений", "</s>"))
        assertThat(lines.stream().map(AttentionTableTest::plain))
            .anyMatch(line -> line.strip().startsWith(word));
    }
  }

  @Test
  void wideTablesShowWordsAcrossAndNarrowOnesUpright() {
    assertThat(new AttentionTable(127, Ink.BLOCKS).lines(Attentions.cat()))
        .anyMatch(line -> line.contains(" The cat didn't cross the street because "));
    assertThat(new AttentionTable(61, Ink.BLOCKS).lines(Attentions.cat()))
        .anyMatch(line -> line.strip().equals("k  h  a  '  s  h  e  s  i  a  o  e     s"));
  }

  @Test
  void saysWhichMapItIs() {
    assertThat(new AttentionTable(80, Ink.BLOCKS).lines(Attentions.cat()).getFirst())
        .startsWith("cross-attention, layer 3 of 3, mean of 5 heads");
  }

  @ParameterizedTest
  @EnumSource(Ink.class)
  void coloursAreForTerminalsOnly(Ink ink) {
    var text = String.join("\n", new AttentionTable(80, ink).lines(Attentions.cat()));
    if (ink == Ink.COLOURS) assertThat(text).contains("\033[48;5;").contains("\033[0m");
    else assertThat(text).doesNotContain("\033").contains("█");
  }

  @Test
  void piecesBecomeWordsAndRowsKeepTheirSums() {
    var stack = AttentionStack.cross(Attentions.cat());
    var map = WordMap.of(stack.queries(), stack.keys(), stack.mean(1));
    assertThat(map.queries())
        .containsExactly(
            "Кіт",
            "не",
            "перейшов",
            "вулицю",
            ",",
            "бо",
            "був",
            "занадто",
            "втомлений",
            ".",
            "</s>");
    assertThat(map.keys()).contains("<2uk>", "didn't", "tired", ".").doesNotContain("ti");
    for (var row : map.weights()) {
      float sum = 0;
      for (var weight : row) sum += weight;
      assertThat(sum).isCloseTo(1, within(1e-5f));
    }
    var first = stack.mean(1);
    assertThat(map.weights()[0][3])
        .isCloseTo((first[0][3] + first[0][4] + first[1][3] + first[1][4]) / 2, within(1e-6f));
  }

  @Test
  void bytesOfOneLetterAreReadTogether() {
    var labels = TokenLabels.ofWord(List.of(" <0xD0>", "<0x86>", "ва"));
    assertThat(labels).isEqualTo("Іва");
  }

  @Test
  void aModelWithoutCrossAttentionHasNothingToShow() {
    var nothing =
        new TranslationAttention(List.of("a"), List.of("b"), List.of(), List.of(), List.of());
    assertThat(new AttentionTable(80, Ink.BLOCKS).lines(nothing)).hasSize(1);
  }

  private static String plain(String line) {
    return line.replaceAll("\033\\[[0-9;]*m", "");
  }
}
