package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  /// Of doubles computed in another order.
  private static final double ROUNDING = 1e-15;

  @Test
  void thePaperSchedulesFormulaHolds() {
    var schedule = Schedule.paper(512, 4000);
    for (double step : new double[] {1, 2, 1999, 4000, 4001, 100_000}) {
      var formula =
          Math.pow(512, -0.5) * Math.min(Math.pow(step, -0.5), step * Math.pow(4000, -1.5));
      assertThat(schedule.rate((long) step)).isCloseTo(formula, within(ROUNDING));
    }
  }

  @Test
  void everyScheduleRisesLinearlyToItsPeak() {
    for (var schedule :
        List.of(
            new Schedule.InverseSquareRoot(0.7, 11),
            new Schedule.Cosine(0.7, 11, 97, 0.1),
            new Schedule.Constant(0.7, 11))) {
      assertThat(schedule.rate(1)).isCloseTo(0.7 / 11, within(ROUNDING));
      assertThat(schedule.rate(5)).isCloseTo(0.7 * 5 / 11, within(ROUNDING));
      assertThat(schedule.rate(11)).isCloseTo(0.7, within(ROUNDING));
    }
  }

  @Test
  void afterTheWarmUpEachGoesItsWay() {
    assertThat(new Schedule.InverseSquareRoot(0.7, 11).rate(44)).isCloseTo(0.35, within(ROUNDING));
    assertThat(new Schedule.Constant(0.7, 11).rate(1_000_000)).isEqualTo(0.7);
    var cosine = new Schedule.Cosine(0.7, 10, 90, 0.1);
    assertThat(cosine.rate(50)).isCloseTo(0.4, within(ROUNDING));
    assertThat(cosine.rate(90)).isEqualTo(0.1);
    assertThat(cosine.rate(1000)).isEqualTo(0.1);
  }

  @Test
  void aCosineIsDownWhenTheTimeIsOver() {
    var cosine = new Schedule.Cosine(0.7, 10, 90, 0.1);
    assertThat(cosine.rate(30, 1)).isEqualTo(0.1);
    assertThat(cosine.rate(30, 50 / 90.0)).isCloseTo(cosine.rate(50), within(ROUNDING));
    assertThat(cosine.rate(50, 0.1)).isEqualTo(cosine.rate(50)); // faster than the clock
    assertThat(cosine.rate(5, 0.5)).isEqualTo(cosine.rate(5)); // the warm-up counts steps
    assertThat(new Schedule.Constant(0.7, 11).rate(50, 0.9)).isEqualTo(0.7);
  }

  @Test
  void withoutWarmUpTheFirstStepHasThePeak() {
    assertThat(new Schedule.Constant(0.7, 0).rate(1)).isEqualTo(0.7);
    assertThat(new Schedule.Cosine(0.7, 0, 10, 0).rate(10)).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Schedule.Constant(Double.NaN, 3)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Schedule.Constant(0.1, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Schedule.Cosine(0.1, 7, 7, 0)).hasMessageContaining("total=7");
    assertThatThrownBy(() -> new Schedule.Cosine(0.1, 7, 9, 0.2)).hasMessageContaining("floor=0.2");
    assertThatThrownBy(() -> new Schedule.InverseSquareRoot(0.1, 0))
        .hasMessageContaining("warm-up");
  }

  @Test
  void linearFallsInAStraightLineToZero() {
    var schedule = new Schedule.Linear(0.6, 5, 11);
    assertThat(schedule.rate(1)).isCloseTo(0.12, within(1e-12));
    assertThat(schedule.rate(5)).isCloseTo(0.6, within(1e-12));
    assertThat(schedule.rate(8)).isCloseTo(0.3, within(1e-12));
    assertThat(schedule.rate(11)).isZero();
    assertThat(schedule.rate(13)).isZero();
  }
}
