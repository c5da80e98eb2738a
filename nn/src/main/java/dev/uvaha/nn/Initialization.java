package dev.uvaha.nn;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensors;

/// Where parameters begin.
public final class Initialization {
  private Initialization() {}

  /// Uniform in ±√(6 / (inputs + outputs)), which keeps the variance across a layer (Glorot and
  /// Bengio 2010).
  public static Parameter xavierUniform(long outputs, long inputs) {
    var bound = Math.sqrt(6.0 / (inputs + outputs));
    return new Parameter(Randomness.uniform(-bound, bound, Device.CPU, outputs, inputs));
  }

  /// Normal around 0.
  public static Parameter normal(double deviation, long... sizes) {
    return new Parameter(Randomness.normal(0, deviation, Device.CPU, sizes));
  }

  public static Parameter zeros(long... sizes) {
    return new Parameter(Tensors.zeros(sizes));
  }

  public static Parameter ones(long... sizes) {
    return new Parameter(Tensors.zeros(sizes).fillInPlace(1));
  }
}
