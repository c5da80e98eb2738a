package dev.uvaha.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/// Whether operations are recorded for [Tensor#backward]; they are, unless told otherwise here.
public final class Autograd {
  /// What counts until the engine runs: inference in plain Java must not start it.
  private static final ThreadLocal<Boolean> RECORDS = ThreadLocal.withInitial(() -> true);

  private static volatile boolean engineRuns;

  private Autograd() {}

  /// Runs without recording: for inference, for optimizers. On this thread only.
  public static <R> R noGradient(Supplier<R> body) {
    var before = isRecording();
    record(false);
    try {
      return body.get();
    } finally {
      record(before);
    }
  }

  /// Runs without recording.
  public static void noGradient(Runnable body) {
    noGradient(() -> {
      body.run();
      return true;
    });
  }

  /// Whether this thread records.
  public static boolean isRecording() {
    return engineRuns ? GradMode.is_enabled() : RECORDS.get();
  }

  /// Hands this thread's switch over to the engine.
  static void engineStarted() {
    if (!RECORDS.get()) GradMode.set_enabled(false);
    engineRuns = true;
  }

  private static void record(boolean on) {
    if (engineRuns) GradMode.set_enabled(on);
    else RECORDS.set(on);
  }
}
