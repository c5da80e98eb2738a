package dev.uvaha.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/// Whether operations are recorded for [Tensor#backward]; they are, unless told otherwise here.
public final class Autograd {
  private static final ThreadLocal<Switch> SWITCH = ThreadLocal.withInitial(Switch::new);

  private Autograd() {}

  /// Runs without recording: for inference, for optimizers. On this thread only. Blocks may be
  /// nested.
  public static <R> R noGradient(Supplier<R> body) {
    var own = SWITCH.get();
    var before = own.records;
    own.records = false;
    try {
      return body.get();
    } finally {
      own.records = before;
      if (before) own.tellEngine();
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
    return SWITCH.get().records;
  }

  /// Tells the engine what this thread wants; each operation asks for it first. Not told earlier,
  /// since inference in plain Java must not start the engine.
  static void tellEngine() {
    SWITCH.get().tellEngine();
  }

  /// One thread's, as the engine's own is.
  private static final class Switch {
    private boolean records = true;
    private boolean engineRecords = true;

    void tellEngine() {
      if (engineRecords == records) return;
      GradMode.set_enabled(records);
      BlasThreads.suit(records);
      engineRecords = records;
    }
  }
}
