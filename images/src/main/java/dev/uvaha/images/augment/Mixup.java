package dev.uvaha.images.augment;

import dev.uvaha.images.RandomStream;
import java.util.Arrays;

/// Blends each picture of a batch, and its label, with another's (Zhang et al., "mixup: Beyond
/// Empirical Risk Minimization", 2018).
///
/// The other of picture b is b places from the end; one share is drawn for the whole batch.
///
/// @param pictures `[B, C, Y, X]`, normalised or not
/// @param labels `[B, classes]`, the probability of each class
@SuppressWarnings("ArrayRecordComponent") // a batch's numbers, which nobody compares
public record Mixup(float[] pictures, float[] labels) {
  /// Labels as probabilities, `[B, classes]`.
  ///
  /// @param smoothing this much is spread over all classes, the own one too (Szegedy et al.,
  ///   "Rethinking the Inception Architecture for Computer Vision", 2016, section 7); 0 for none
  public static float[] softLabels(int[] labels, int classes, double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1))
      throw new IllegalArgumentException(
          "Mixup: smoothing must be 0 or more and less than 1, got " + smoothing);
    var soft = new float[labels.length * classes];
    Arrays.fill(soft, (float) (smoothing / classes));
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes)
        throw new IllegalArgumentException(
            "Mixup: label %d is out of range, there are %d classes"
                .formatted(labels[row], classes));
      soft[row * classes + labels[row]] += (float) (1 - smoothing);
    }
    return soft;
  }

  /// Blends a batch by a share drawn from Beta(alpha, alpha).
  ///
  /// @param batch how many pictures there are
  /// @param alpha above 0; the larger, the nearer the share is to a half
  public static Mixup of(
      float[] pictures, float[] labels, int batch, double alpha, RandomStream random) {
    if (!(alpha > 0))
      throw new IllegalArgumentException("Mixup: alpha must be above 0, got " + alpha);
    double share = random.beta(alpha);
    return new Mixup(blend(pictures, batch, share), blend(labels, batch, share));
  }

  private static float[] blend(float[] rows, int batch, double share) {
    if (batch < 1 || rows.length % batch != 0)
      throw new IllegalArgumentException(
          "Mixup: %d numbers are not of %d pictures".formatted(rows.length, batch));
    int width = rows.length / batch;
    var blended = new float[rows.length];
    for (int row = 0; row < batch; row++) {
      int own = row * width;
      int other = (batch - 1 - row) * width;
      for (int i = 0; i < width; i++)
        blended[own + i] = (float) (share * rows[own + i] + (1 - share) * rows[other + i]);
    }
    return blended;
  }
}
