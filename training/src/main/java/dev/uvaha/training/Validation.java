package dev.uvaha.training;

import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.util.OptionalDouble;

/// What a model is worth on data that it does not learn from.
///
/// @param loss mean per token, in nats; empty if there is nothing to validate on
/// @param bitsPerByte the loss over the bytes of the text that is predicted; empty if it is no text
public record Validation(OptionalDouble loss, OptionalDouble bitsPerByte, OptionalDouble metric) {
  /// Tries a model as it is now. Whatever random numbers that takes, training goes on with its own.
  public static <B> Validation of(TrainingTask<B> task, Precision precision) {
    var random = Randomness.state();
    try {
      return Autograd.noGradient(() -> {
        var loss = loss(task, precision);
        return new Validation(loss, bitsPerByte(loss, task.bytesPerPrediction()), task.metric());
      });
    } finally {
      Randomness.resume(random);
    }
  }

  private static <B> OptionalDouble loss(TrainingTask<B> task, Precision precision) {
    var totals = new Exchange.Totals(0, 0);
    for (var batch : task.validation()) {
      try (var _ = TensorScope.open()) {
        var loss = precision.compute(task.device(), () -> task.loss(batch, Mode.INFERENCE));
        totals = totals.plus(new Exchange.Totals(loss.sum().item(), loss.tokens()));
      }
    }
    return totals.tokens() == 0 ? OptionalDouble.empty() : OptionalDouble.of(totals.mean());
  }

  private static OptionalDouble bitsPerByte(OptionalDouble loss, OptionalDouble bytes) {
    return loss.isPresent() && bytes.isPresent()
        ? OptionalDouble.of(loss.getAsDouble() / Math.log(2) / bytes.getAsDouble())
        : OptionalDouble.empty();
  }

  /// How good it is by a criterion, the higher the better; empty if it has no such measure.
  OptionalDouble score(CheckpointConfig.Criterion criterion) {
    return switch (criterion) {
      case LOSS -> loss.isPresent() ? OptionalDouble.of(-loss.getAsDouble()) : loss;
      case METRIC -> metric;
    };
  }
}
