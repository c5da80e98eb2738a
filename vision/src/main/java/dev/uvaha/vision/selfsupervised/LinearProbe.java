package dev.uvaha.vision.selfsupervised;

import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Loss;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.Moments;
import dev.uvaha.training.Optimizer;
import java.util.Optional;

/// How much of the classes can be read from frozen features by a linear map: logistic regression on
/// standardised features, `softmax(W (x - μ) / σ + b)`, fitted to all of them at once by AdamW with
/// a rate that falls in a straight line, from zeros, so that no chance is in it.
///
/// @param steps of the fit
/// @param rate the first learning rate
/// @param decay of the weights
public record LinearProbe(int steps, double rate, double decay) {
  private static final double EPSILON = 1e-6; // beside the variance: a feature may be constant
  private static final int NONE_IGNORED = -100;

  /// Enough steps for features of a few hundred numbers.
  public LinearProbe() {
    this(300, 0.05, 0.01);
  }

  public LinearProbe {
    if (steps < 1 || !(rate > 0) || !(decay >= 0))
      throw new IllegalArgumentException(
          "steps must be 1 or more, rate above 0 and decay 0 or more, got %d, %s and %s"
              .formatted(steps, rate, decay));
  }

  /// Fits the map to some features, and tells which share of others it classifies rightly.
  ///
  /// @param asked of the same width and classes
  public double accuracy(Features known, Features asked) {
    try (var _ = TensorScope.open()) {
      var features = known.tensor();
      var mean = features.mean(0);
      var centred = features.subtract(mean);
      var deviation = centred.multiply(centred).mean(0).add(EPSILON).sqrt();
      var map = fit(centred.divide(deviation), known);
      var logits =
          Autograd.noGradient(() -> map.forward(asked.tensor().subtract(mean).divide(deviation)));
      return asked.accuracy(logits.argmax(1).toLongs());
    }
  }

  private Linear fit(Tensor standardised, Features known) {
    var map =
        new Linear(
            Initialization.zeros(known.classes(), known.width()),
            Optional.of(Initialization.zeros(known.classes())));
    var labels = known.labelTensor();
    var optimizer = new Optimizer.AdamW(0.9, 0.999, 1e-8, decay, Optimizer.Decayed.MATRICES);
    try (var moments = new Moments(optimizer, map.parameters())) {
      for (int step = 0; step < steps; step++)
        try (var _ = TensorScope.open()) {
          Loss.crossEntropy(map.forward(standardised), labels, 0, NONE_IGNORED).backward();
          moments.update(rate * (steps - step) / steps, 1);
          map.parameters().values().forEach(parameter -> parameter.clearGradient());
        }
    }
    return map;
  }
}
