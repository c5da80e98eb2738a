package dev.uvaha.training.recipe;

import dev.uvaha.tensor.Device;
import dev.uvaha.training.Precision;

/// In which numbers the forward pass is computed.
public enum Numbers {
  /// The faster of the others on the machine.
  AUTO,
  FLOAT32,
  BFLOAT16;

  /// What it comes to on this machine.
  public Precision precision() {
    return switch (this) {
      case AUTO -> Precision.best(Device.CPU);
      case FLOAT32 -> Precision.FLOAT32;
      case BFLOAT16 -> Precision.BFLOAT16_MIXED;
    };
  }

  /// Not [#AUTO], but what that is on this machine, as a run is to keep it.
  public Numbers settled() {
    return switch (precision()) {
      case FLOAT32 -> FLOAT32;
      case BFLOAT16_MIXED -> BFLOAT16;
    };
  }
}
