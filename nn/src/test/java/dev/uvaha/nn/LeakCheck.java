package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.tensor.LiveTensors;
import java.lang.ref.Reference;

/// Holds that repeating something leaves no tensor open, not even one that the garbage collector
/// would close some day.
public final class LeakCheck {
  private static final int REPETITIONS = 5;
  private static final int CALM_ROUNDS = 3;
  private static final int ROUND_MILLISECONDS = 40;

  private LeakCheck() {}

  /// Fails unless one repetition and five leave exactly as many tensors open as there were. A first
  /// one, uncounted, fills what is kept for good, such as tables of positions.
  public static void assertNothingIsLeft(Runnable action) {
    try {
      action.run();
      long before;
      long one;
      long all;
      do {
        before = countWithoutGarbage();
        action.run();
        one = LiveTensors.count();
        for (var i = 1; i < REPETITIONS; i++) action.run();
        all = LiveTensors.count();
      } while (one < before || all < before); // garbage went late, and would hide a leak
      assertThat(one).as("open tensors after one repetition").isEqualTo(before);
      assertThat(all).as("open tensors after %d repetitions", REPETITIONS).isEqualTo(before);
    } finally {
      Reference.reachabilityFence(action); // and all that it uses
    }
  }

  /// Open tensors once the garbage of earlier tests is gone, which would hide a leak by going
  /// meanwhile.
  private static long countWithoutGarbage() {
    var count = LiveTensors.count();
    for (var calm = 0; calm < CALM_ROUNDS; ) {
      System.gc();
      pause();
      var now = LiveTensors.count();
      calm = now == count ? calm + 1 : 0;
      count = now;
    }
    return count;
  }

  /// Cleaning runs on a thread of its own.
  private static void pause() {
    try {
      Thread.sleep(ROUND_MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stop);
    }
  }
}
