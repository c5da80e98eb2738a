package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.data.BatchCursor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockTest {
  /// Of the time that the test itself takes.
  private static final double A_MOMENT = 0.1;

  @ParameterizedTest
  @CsvSource({"700, 0, 0, 0.7", "100, 2, 0, 0.4", "100, 2, 54, 0.54"})
  void theNearestLimitSaysHowFarItIs(long step, int epoch, long seconds, double done) {
    var journal = at(step, epoch, seconds);
    var clock = new Clock(new Limits(1000, 5, Duration.ofSeconds(100)), ToyTask.withDropout());
    clock.start(journal);
    assertThat(clock.progress(journal).done()).isBetween(done, done + A_MOMENT);
  }

  @Test
  void theNearestLimitSaysHowLongItTakes() throws InterruptedException {
    var clock = new Clock(new Limits(1000, 5, Duration.ofHours(100)), ToyTask.withDropout());
    clock.start(at(0, 0, 0));
    Thread.sleep(20);
    var progress = clock.progress(at(500, 0, 0));
    assertThat(progress.remaining())
        .hasValueSatisfying(
            left -> assertThat(left).isBetween(Duration.ofMillis(19), progress.elapsed()));
  }

  private static Journal at(long step, int epoch, long seconds) {
    return new Journal(
        step,
        100 * step,
        1000 * seconds,
        new Journal.DataPlace(new BatchCursor(epoch, 0), 0),
        Journal.Window.EMPTY,
        History.EMPTY);
  }
}
