package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();

  @Test
  void inALogALineComesNowAndThen() {
    var recorded = new RecordedConsole();
    try (var progress = progress(recorded, 0, 101)) {
      for (int step = 1; step <= 101; step++) {
        clock.addAndGet(SECOND);
        progress.update(step, "loss 2.31");
      }
    }
    assertThat(recorded.notes())
        .isEqualTo(
            """
            training 29%  30/101  1.00 steps/s  1:11 left  loss 2.31
            training 59%  60/101  1.00 steps/s  0:41 left  loss 2.31
            training 89%  90/101  1.00 steps/s  0:11 left  loss 2.31
            training 100%  101/101  1.00 steps/s  1:41 in all  loss 2.31
            """);
  }

  @Test
  void onATerminalOneLineIsRedrawnTenTimesASecondAndFits() {
    var recorded = new RecordedConsole(Map.of(), Map.of("terminals", "12", "columns", "53"));
    try (var progress = progress(recorded, 0, 1000)) {
      for (int step = 1; step <= 1000; step++) {
        clock.addAndGet(SECOND / 1000);
        progress.update(step, "a detail that the terminal has no room for");
      }
    }
    var drawn = recorded.notes().split("\r\033\\[K");
    assertThat(drawn).hasSizeBetween(11, 13).allMatch(line -> line.strip().length() <= 52);
    assertThat(drawn[6]).startsWith("training ██████████░░░░░░░░░░ 50%  500/1000  1,000 s");
    assertThat(recorded.notes()).endsWith("\n").containsOnlyOnce("\n");
  }

  @Test
  void aResumedTaskCountsItsOwnStepsForItsRate() {
    var recorded = new RecordedConsole();
    try (var progress = progress(recorded, 900, 1000)) {
      clock.addAndGet(20 * SECOND);
      progress.update(950, "");
    }
    assertThat(recorded.notes()).isEqualTo("training 95%  950/1000  2.50 steps/s  0:20 left\n");
  }

  @Test
  void notesStandAboveTheLine() {
    var recorded = new RecordedConsole(Map.of(), Map.of("terminals", "2", "columns", "79"));
    try (var progress = progress(recorded, 0, 7)) {
      progress.note("saved runs/a");
    }
    assertThat(recorded.notes()).contains("\r\033[Ksaved runs/a\n\r\033[Ktraining");
  }

  @Test
  void anEmptyTaskIsDone() {
    var recorded = new RecordedConsole();
    progress(recorded, 0, 0).close();
    assertThat(recorded.notes()).isEqualTo("training 100%  0/0\n");
  }

  @Test
  void refusesToCountDown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> progress(new RecordedConsole(), 5, 3))
        .withMessageContaining("first=5, total=3");
  }

  @Test
  void clockReadsAsPeopleWriteIt() {
    assertThat(Progress.clock(Duration.ofMillis(400))).isEqualTo("0:00");
    assertThat(Progress.clock(Duration.ofSeconds(65))).isEqualTo("1:05");
    assertThat(Progress.clock(Duration.ofSeconds(7209))).isEqualTo("2:00:09");
    assertThat(Progress.clock(Duration.ofHours(100))).isEqualTo("100:00:00");
  }

  private Progress progress(RecordedConsole recorded, long first, long total) {
    return new Progress(recorded.console(), "training", "steps", first, total, clock::get);
  }
}
