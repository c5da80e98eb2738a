package dev.uvaha.training;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;

/// The numbers of one Adam step for one parameter, and the step itself.
///
/// For a gradient g (scaled, and with the L2 penalty), a parameter p, its mean m and square v: `p ←
/// shrink · p; m ← m + (g − m)(1 − β₁); v ← β₂ v + (1 − β₂) g²; p ← p − stepSize · m / (√v /
/// rootCorrection + ε)`.
///
/// @param gradientScale what the gradient is multiplied by: clipping, and the mean over tokens
/// @param penalty the L2 penalty of Adam
/// @param shrink what decoupled weight decay leaves of the parameter
/// @param stepSize the learning rate, corrected for the young mean
/// @param rootCorrection √(1 − β₂ᵗ), for the young square
record AdamUpdate(
    Optimizer optimizer,
    double gradientScale,
    double penalty,
    double shrink,
    double stepSize,
    double rootCorrection) {

  /// The numbers of step `step`, from 1.
  static AdamUpdate of(Optimizer optimizer, long step, double rate, double scale, int rank) {
    var decay =
        switch (optimizer) {
          case Optimizer.AdamW adamW ->
              switch (adamW.decayed()) {
                case EVERYTHING -> adamW.decay();
                case MATRICES -> rank >= 2 ? adamW.decay() : 0;
              };
          case Optimizer.Adam _ -> 0;
        };
    var penalty = optimizer instanceof Optimizer.Adam adam ? adam.decay() : 0;
    return new AdamUpdate(
        optimizer,
        scale,
        penalty,
        1 - rate * decay,
        rate / (1 - Math.pow(optimizer.beta1(), (double) step)),
        Math.sqrt(1 - Math.pow(optimizer.beta2(), (double) step)));
  }

  /// By the engine's operations: for any type and device, in a dozen passes over the memory.
  void composed(Tensor parameter, Tensor gradient, Tensor mean, Tensor square) {
    Autograd.noGradient(() -> {
      var scaled = gradient.multiply(gradientScale);
      if (penalty != 0) scaled.addInPlace(parameter, penalty);
      if (shrink != 1) parameter.multiplyInPlace(shrink);
      mean.addInPlace(scaled.subtract(mean), 1 - optimizer.beta1());
      square
          .multiplyInPlace(optimizer.beta2())
          .addInPlace(scaled.multiply(scaled), 1 - optimizer.beta2());
      var root = square.sqrt().multiplyInPlace(1 / rootCorrection).add(optimizer.epsilon());
      parameter.addInPlace(mean.divide(root), -stepSize);
    });
  }

  /// One block of memory on the Java heap; a loop that compiles to vector instructions.
  void fused(float[] parameter, float[] gradient, float[] mean, float[] square, int length) {
    var scale = (float) gradientScale;
    var l2 = (float) penalty;
    var kept = (float) shrink;
    var beta1 = (float) (1 - optimizer.beta1());
    var beta2 = (float) optimizer.beta2();
    var beta2Rest = (float) (1 - optimizer.beta2());
    var correction = (float) (1 / rootCorrection);
    var epsilon = (float) optimizer.epsilon();
    var size = (float) stepSize;
    for (var i = 0; i < length; i++) {
      var p = parameter[i];
      var g = gradient[i] * scale + p * l2;
      var m = mean[i] + (g - mean[i]) * beta1;
      var v = square[i] * beta2 + g * g * beta2Rest;
      mean[i] = m;
      square[i] = v;
      parameter[i] = p * kept - size * (m / ((float) Math.sqrt(v) * correction + epsilon));
    }
  }
}
