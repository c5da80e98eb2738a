package dev.uvaha.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/// Whether operations are recorded for [Tensor#backward]; they are, unless told otherwise here.
public final class Autograd {
  static {
    Engine.start();
  }

  private Autograd() {}

  /// Runs without recording: for inference, for optimizers. On this thread only.
  public static <R> R noGradient(Supplier<R> body) {
    var before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try {
      return body.get();
    } finally {
      GradMode.set_enabled(before);
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
    return GradMode.is_enabled();
  }
}
