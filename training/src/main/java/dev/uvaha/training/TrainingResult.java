package dev.uvaha.training;

import java.nio.file.Path;
import java.util.OptionalDouble;

/// How a training ended.
///
/// @param step steps taken
/// @param bestLoss the validation loss of the weights in `model`; empty without validation
/// @param model the weights to use
public record TrainingResult(Ending ending, long step, OptionalDouble bestLoss, Path model) {
  /// Why it ended.
  public enum Ending {
    STEPS,
    EPOCHS,
    TIME,
    /// No better validation for as long as patience lasted.
    EARLY,
    /// It was asked to; it can be resumed.
    STOPPED
  }
}
