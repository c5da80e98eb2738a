package dev.uvaha.training.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  /// As scikit-learn has it: f1_score([0,0,0,1,1,2,0], [0,0,1,1,2,2,2], average="macro") with a
  /// class d that never comes.
  private final Confusion confusion =
      Confusion.of(
          List.of("a", "b", "c", "d"),
          new int[] {0, 0, 0, 1, 1, 2, 0},
          new int[] {0, 0, 1, 1, 2, 2, 2});

  @Test
  void countsWhatWasToldWhereWhatWasRight() {
    assertThat(confusion.counts())
        .containsExactly(
            List.of(2, 1, 1, 0), List.of(0, 1, 1, 0), List.of(0, 0, 1, 0), List.of(0, 0, 0, 0));
    assertThat(confusion.examples()).isEqualTo(7);
  }

  @Test
  void accuracyAndMacroF1() {
    assertThat(confusion.accuracy()).isCloseTo(4 / 7.0, within(1e-12));
    var each = (2 * 2 / 6.0 + 2 * 1 / 4.0 + 2 * 1 / 4.0) / 3;
    assertThat(confusion.macroF1()).isCloseTo(each, within(1e-12));
  }

  @Test
  void isDrawn() {
    assertThat(ConfusionSvg.of(confusion))
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("accuracy 0.571", ">a</text>");
  }
}
