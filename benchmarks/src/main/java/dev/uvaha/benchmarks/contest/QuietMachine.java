package dev.uvaha.benchmarks.contest;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// Waits until nobody else works.
///
/// @param minutes the longest wait, after which it goes on all the same
record QuietMachine(double minutes, Consumer<String> log) {
  /// Cores of other work that still count as quiet.
  static final double QUIET = 0.1;

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final double SECONDS = 60;

  /// Returns once the machine is quiet, or the time is up.
  void await() throws InterruptedException {
    var waited = CpuClock.start();
    var others = look();
    if (others > QUIET && minutes > 0)
      log.accept(
          String.format(
              Locale.ROOT,
              "others keep %.1f cores busy: waiting, %.0f minutes at most",
              others,
              minutes));
    while (others > QUIET && waited.seconds() < minutes * SECONDS) others = look();
    if (others > QUIET)
      log.accept(
          String.format(Locale.ROOT, "not quiet: others keep %.1f cores busy; going on", others));
  }

  private static double look() throws InterruptedException {
    var clock = CpuClock.start();
    Thread.sleep(LOOK);
    return clock.others();
  }
}
