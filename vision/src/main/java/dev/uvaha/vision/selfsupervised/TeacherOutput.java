package dev.uvaha.vision.selfsupervised;

import dev.uvaha.tensor.Tensor;

/// How a teacher spreads pictures over its prototypes.
///
/// @param entropy of its output for a picture, the mean over pictures, in nats
/// @param information how much of it tells pictures apart, in nats: the entropy of the mean output
///   minus the mean entropy. It is 0 both if one prototype wins for every picture and if all are
///   alike for each: the two ways to collapse (Caron et al. 2021, section 5.3)
public record TeacherOutput(double entropy, double information) {
  private static final double LEAST = 0.01;
  private static final double TINY = 1e-12; // so that nothing times its logarithm is nothing

  /// Of targets, each a distribution.
  ///
  /// @param targets `[N, K]`, rows of sum 1
  static TeacherOutput of(Tensor targets) {
    double each = entropies(targets).mean().item();
    double together = entropies(targets.mean(0).unsqueeze(0)).item();
    return new TeacherOutput(each, Math.max(0, together - each));
  }

  private static Tensor entropies(Tensor rows) {
    return rows.multiply(rows.add(TINY).log()).sum(1).negate();
  }

  /// Whether every picture looks the same to it.
  public boolean collapsed() {
    return information < LEAST;
  }
}
