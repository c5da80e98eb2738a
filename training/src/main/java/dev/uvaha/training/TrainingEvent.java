package dev.uvaha.training;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What training tells its listeners, in this order: started, then steps, validations and saves,
/// then finished; a failure ends it without a further event.
public sealed interface TrainingEvent {
  /// Where training was when it happened.
  Progress progress();

  /// Training begins, or goes on after a stop.
  ///
  /// @param parameters how many numbers are trained
  record Started(Progress progress, long parameters, Precision precision)
      implements TrainingEvent {}

  /// A step's parameters have changed.
  ///
  /// @param tokens predictions of the step
  record Stepped(Progress progress, double loss, long tokens) implements TrainingEvent {}

  /// What the steps since the last report were like.
  ///
  /// @param loss mean per unit, in nats, with label smoothing if there is any
  /// @param gradientNorm of the last step, before clipping
  /// @param memory bytes of the process in main memory, where the system tells
  record Reported(
      Progress progress,
      double loss,
      double rate,
      double gradientNorm,
      Speed speed,
      OptionalLong memory)
      implements TrainingEvent {}

  /// How fast training goes.
  ///
  /// @param unit what is counted, see [TrainingTask#unit]
  record Speed(double perSecond, String unit) {}

  /// The model was tried on the validation data.
  ///
  /// @param loss mean per token, in nats; empty if there is nothing to validate on
  /// @param bitsPerByte of the text that is predicted; empty if it is no text
  record Validated(
      Progress progress,
      OptionalDouble loss,
      OptionalDouble bitsPerByte,
      OptionalDouble metric,
      Standing standing)
      implements TrainingEvent {
    /// The exponential of the loss.
    public OptionalDouble perplexity() {
      return loss.isPresent() ? OptionalDouble.of(Math.exp(loss.getAsDouble())) : loss;
    }
  }

  /// A file was written.
  record Saved(Progress progress, Path file) implements TrainingEvent {}

  /// Training is over, or stopped where it can be resumed.
  record Finished(Progress progress, TrainingResult result) implements TrainingEvent {}

  /// How a validation compares with those before.
  enum Standing {
    BEST,
    NOT_BEST
  }
}
