package dev.uvaha.models.vit;

import dev.uvaha.tensor.Tensor;

/// The values of each patch with mean 0 and variance 1, and what they were: what a masked
/// autoencoder learns to tell (He et al. 2022, section 3, "Reconstruction target").
///
/// @param values `[B, L, X]`
/// @param mean of each patch, `[B, L, 1]`
/// @param deviation of each patch, `[B, L, 1]`, above 0
record NormalisedPatches(Tensor values, Tensor mean, Tensor deviation) {
  private static final double EPSILON = 1e-6; // beside the variance: a patch may be of one colour

  /// @param patches `[B, L, X]`
  static NormalisedPatches of(Tensor patches) {
    var mean = patches.mean(2).unsqueeze(2);
    var centred = patches.subtract(mean);
    var variance =
        centred.multiply(centred).sum(2).unsqueeze(2).divide(patches.size(2) - 1.0); // as estimated
    var deviation = variance.add(EPSILON).sqrt();
    return new NormalisedPatches(centred.divide(deviation), mean, deviation);
  }

  /// What normalised values stand for in these patches.
  Tensor back(Tensor normalised) {
    return normalised.multiply(deviation).add(mean);
  }
}
