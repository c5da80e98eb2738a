package dev.uvaha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void quantilesAreThoseOfPythonsStatistics() {
    var timings = new Timings(List.of(7.0, 1.0, 4.0, 2.0)); // statistics.quantiles(n=4, inclusive)
    assertThat(timings.quantile(0.25)).isEqualTo(1.75, within(ROUNDING));
    assertThat(timings.median()).isEqualTo(3.0, within(ROUNDING));
    assertThat(timings.quantile(0.75)).isEqualTo(4.75, within(ROUNDING));
  }

  @Test
  void warmUpIsNotTimed() {
    var runs = new int[1];
    var timings = Timings.measure(new Repeats(2, 5, Double.POSITIVE_INFINITY), () -> runs[0]++);
    assertThat(runs[0]).isEqualTo(7);
    assertThat(timings.seconds()).hasSize(5);
  }

  @Test
  void stopsWhenTheTimeIsUpButNotBeforeThreeRuns() {
    assertThat(Timings.measure(new Repeats(0, 100, 1e-9), () -> {}).seconds()).hasSize(3);
  }

  @Test
  void refusesANameWithoutAValue() {
    assertThatThrownBy(() -> Arguments.of("--repeats"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--repeats");
  }
}
