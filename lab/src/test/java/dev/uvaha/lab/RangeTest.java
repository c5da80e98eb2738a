package dev.uvaha.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RangeTest {
  @Test
  void medianIsTheMiddleOfAnOddCount() {
    var range = new Range(List.of(7.0, 2.0, 3.0));
    assertThat(range.median()).isEqualTo(3);
    assertThat(range.lowest()).isEqualTo(2);
    assertThat(range.highest()).isEqualTo(7);
  }

  @Test
  void medianOfAnEvenCountIsBetweenTheTwoInTheMiddle() {
    assertThat(new Range(List.of(11.0, 2.0, 5.0, 3.0)).median()).isEqualTo(4);
  }

  @Test
  void oneValueIsToldWithoutARange() {
    assertThat(Range.of(0.126).text("%.2f")).isEqualTo("0.13");
    assertThat(new Range(List.of(0.1, 0.2, 0.6)).text("%.1f")).isEqualTo("0.2 (0.1–0.6)");
  }

  @Test
  void refusesNothingAndWhatIsNoNumber() {
    assertThatThrownBy(() -> new Range(List.of())).hasMessage("a range needs a value");
    assertThatThrownBy(() -> new Range(List.of(1.0, Double.NaN)))
        .hasMessage("a figure is not a number: [1.0, NaN]");
  }
}
