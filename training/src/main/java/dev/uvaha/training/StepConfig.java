package dev.uvaha.training;

import dev.uvaha.tensor.Device;

/// What one step does.
///
/// @param accumulation batches whose gradients are added up before the parameters change, 1 or
///   more; k small batches make the step of one big batch
/// @param clipping the longest that the gradient of all parameters together may be, by its
///   Euclidean norm; infinite for no clipping
public record StepConfig(int accumulation, double clipping, Precision precision) {
  public StepConfig {
    if (accumulation < 1)
      throw new IllegalArgumentException("accumulation must be 1 or more, got " + accumulation);
    if (!(clipping > 0))
      throw new IllegalArgumentException("clipping must be over 0, got " + clipping);
  }

  /// One batch, clipped at 1, in the precision that suits the processor.
  public static StepConfig plain() {
    return new StepConfig(1, 1, Precision.best(Device.CPU));
  }
}
